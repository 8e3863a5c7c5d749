"""The catalogue of events for people, docs/events.md, is the classes' own."""

from pathlib import Path

from cascade.log import catalogue
from cascade.log.topics import domain_event_classes

PAGE = Path(__file__).parents[2] / "docs" / "events.md"


def test_the_page_is_what_would_be_written_now() -> None:
    """If not: python -m cascade.log.catalogue --write docs/events.md"""
    assert PAGE.read_text("utf-8") == catalogue.listed()


def test_every_event_and_record_says_what_it_is() -> None:
    classes = domain_event_classes()
    silent = [kind.__name__ for kind in (*classes, *catalogue.records(classes)) if not kind.__doc__]
    assert silent == []


def test_every_event_is_listed_once() -> None:
    page = catalogue.listed()
    for event_class in domain_event_classes():
        assert page.count(f"`{event_class.TOPIC}`, version ") == 1
