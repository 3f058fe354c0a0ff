"""Reading English: an encoder out of a package, and small heads trained on invented documents.

`words` cuts a text, `encoder` gives every word its vector, `names` and `places` say who and where,
`inputs` and `pairs` turn a document into numbers, `network` weighs them, `telling` makes events of
that, `dates` and `attribution` date and source them, `reader` gives the claims. All is imported
only once an English document is read.
"""
