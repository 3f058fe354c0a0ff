#!/bin/sh
# Checks what lies in this folder, with sh, sha256sum, openssl, od, grep and cat alone.
# Run it here, in `data`:   sh check.sh
set -u
wrong=0
bad() { echo "WRONG: $1"; wrong=1; }
hash() { openssl dgst -sha256 -binary; }
hex() { od -An -v -tx1 | tr -d ' \n'; }

# The head of the log bears the signature of the log's key (Ed25519).
openssl pkeyutl -verify -pubin -inkey log.pub -rawin -in head.json -sigfile head.sig >/dev/null 2>&1 ||
    bad "the head does not bear the log's signature"

# says FILE ENTRY: the entry of the log names the SHA-256 of the file.
says() {
    grep -q "\"$(sha256sum < "$1" | cut -d' ' -f1)\"" "$2" || bad "$2 does not name the SHA-256 of $1"
}

# in_log ENTRY HASH...: the entry and these hashes give the root in the head (RFC 6962, 2.1.1).
in_log() {
    entry=$1
    shift
    { printf '\000'; cat "$entry"; } | hash > .step
    for each in "$@"; do
        case $each in
            *-left) { printf '\001'; cat "$each" .step; } | hash > .next ;;
            *) { printf '\001'; cat .step "$each"; } | hash > .next ;;
        esac
        mv .next .step
    done
    grep -q "\"root\":\"$(hex < .step)\"" head.json || bad "$entry is not in the log of this head"
    rm -f .step
}

# An authority's timestamp over a head, by the roots that were trusted for it (RFC 3161).
for each in timestamp-*; do
    [ -s "$each/roots.pem" ] || continue
    openssl ts -verify -data "$each/head.json" -in "$each/answer.tsr" -CAfile "$each/roots.pem" \
        >/dev/null 2>&1 || bad "$each does not hold"
done

