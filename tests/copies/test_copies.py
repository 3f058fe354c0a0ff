"""What is a copy of what, as a person would say; all persons and channels are invented."""

import datetime as dt

import pytest

from nonrefoul.copies import grouped
from nonrefoul.words import Document

REPORT = (
    "В Бишкеке вечером неизвестные увезли активиста Тимура Абдышева. Соседи видели, как трое "
    "мужчин в штатском вывели его из подъезда и посадили в белую машину без номеров. Телефон его с "
    "тех пор молчит. Семья подала заявление в милицию; дежурный сказал, что в списках его нет."
)
FOOTER = (
    "\n\n🌉 Мостовая у реки. Новости тех, кто перешёл на другой берег.\n"
    "Карта 0000 1111 для тех, кто хочет помочь. Спасибо каждому, кто с нами."
)
CUT = REPORT[:130]
COPIES = {
    "the same": REPORT,
    "other writing": REPORT.upper().replace("Ё", "Е").replace(".", "!!!\n⚡️"),
    "zero-width characters and soft hyphens": REPORT.replace("о", "о\u200b").replace(
        "в", "в\u00ad"
    ),
    "cut after its beginning": CUT + "…",
    "cut, with a link": CUT + "…\nЧитать полностью: https://example.org/1",
    "without its first sentence": REPORT.partition(". ")[2],
    "sentences in another order": " ".join(reversed(REPORT.split(". "))),
    "a prefix": f"Внимание! Распространите. Сообщает Ночная Почта.\n{REPORT}",
    "a source": f"{REPORT}\nИсточник: «Ночная Почта»",
    "a call to subscribe": f"{REPORT}\nПодписывайтесь на наш канал: t.me/vymysel",
    "a few other words": REPORT.replace("увезли", "похитили").replace("молчит", "не отвечает"),
}
OTHERS = {
    "another name, the same template": REPORT.replace("Тимура Абдышева", "Назара Гулякина"),
    "another place": REPORT.replace("Бишкеке", "Оше"),
    "another number": REPORT.replace("трое", "пятеро"),
    "the same event in other words": (
        "Пропал Тимур Абдышев, бежавший в Киргизию. Как рассказала сестра, во вторник он не "
        "вернулся домой; во дворе говорят о людях без формы и машине, на которой не было номера."
    ),
    "a survey of which it is a third": "\n\n".join(
        [
            "Казахстан готов отправить Луговцева на родину. Так решила судья городского суда, "
            "хотя служба не ответила, признает ли она его беженцем. Жалобу подадут в пятницу.",
            REPORT,
            "Хорошая новость из Еревана: Снежковскую не выдадут. Документ ей вручили утром, "
            "браслет сняли к обеду, а вечером она уже гуляла с дочерью. Запрос Москвы отклонён.",
        ]
    ),
}


def joined(one: str, other: str, source: str | None = None) -> bool:
    documents = [Document("a", one, source=source), Document("b", other, source=source)]
    return grouped(documents).count(["a", "b"]) == 1


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_a_copy_is_found(text: str) -> None:
    assert joined(REPORT, text)


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_report_is_not_joined(text: str) -> None:
    assert not joined(REPORT, text)


@pytest.mark.parametrize("text", ["Подписывайтесь", "Доброе утро", "Эфир в 18:00, ссылка ниже", ""])
def test_short_texts_copy_nothing_even_where_they_are_the_same(text: str) -> None:
    assert not joined(text, text)
    assert not joined(text, f"{text} {REPORT}")


def test_a_channels_footer_joins_nothing() -> None:
    one = f"Суд в Алматы разрешил выдать России Савву Луговцева, защита обжалует.{FOOTER}"
    other = f"Армения отказалась выдать Ульяну Снежковскую, и дело её закрыто.{FOOTER}"
    assert not joined(one, other, source="Мостовая у реки")


def test_a_report_joins_its_copy_within_one_channel_with_a_footer() -> None:
    assert joined(REPORT + FOOTER, f"Ещё раз:\n{REPORT}{FOOTER}", source="Мостовая у реки")


def document(name: str, text: str, day: int | None = None, **said: str) -> Document:
    published = None if day is None else dt.date(2031, 5, day)
    return Document(name, text, published=published, **said)


def test_the_head_is_the_one_published_first() -> None:
    copies = grouped([document("a", REPORT), document("b", REPORT, 3), document("c", REPORT, 2)])
    assert copies.head("a") == copies.head("b") == copies.head("c") == "c"
    assert copies.others("c") == ("a", "b")


def test_of_one_day_a_forward_is_not_the_head() -> None:
    forward = document("a", REPORT, 2, forwarded="канал")
    assert grouped([forward, document("b", REPORT, 2)]).head("a") == "b"


def test_a_forward_is_a_copy_of_the_message_it_names_however_short() -> None:
    original = document("channel77/5", "Он на свободе!", 1)
    forward = document("chat/9", "Он на свободе!", 2, forwarded="channel77/5")
    other = document("chat/10", "Он на свободе!", 2)
    copies = grouped([forward, original, other])
    assert copies.head("chat/9") == "channel77/5"
    assert copies.head("chat/10") == "chat/10"


def test_a_forward_is_a_copy_of_the_message_at_its_address() -> None:
    original = document("page-1", "Он на свободе!", url="https://t.me/vymysel/5")
    forward = document("chat/9", "Он на свободе!", forwarded="vymysel/5")
    assert grouped([forward, original]).count(["chat/9", "page-1"]) == 1


def test_forwards_of_one_channel_are_copies_where_they_say_the_same() -> None:
    one = document("chat/1", "Он на свободе!", forwarded="Мостовая у реки")
    same = document("talk/2", "Он на свободе!", forwarded="Мостовая у реки")
    original = document("own/7", "Он на свободе!", source="Мостовая у реки")
    other = document("chat/3", "Доброе утро", forwarded="Мостовая у реки")
    copies = grouped([one, same, original, other])
    assert copies.count(["chat/1", "talk/2", "own/7"]) == 1
    assert copies.head("chat/3") == "chat/3"


def test_ten_copies_of_one_report_are_one() -> None:
    documents = [document(f"d{at}", f"{REPORT}\nИсточник: канал {at}") for at in range(10)]
    assert grouped(documents).count([each.id for each in documents]) == 1
