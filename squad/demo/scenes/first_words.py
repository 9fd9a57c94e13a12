"""Who has put away what their home says on a first visit; the others read it in the demo."""

from squad.accounts.actions.first_words import put_first_words_away
from squad.demo.scenes.telling import Scene, Told
from squad.home.rules import parts_of


def scenes_of_first_words(told: Told) -> list[Scene]:
    """Everybody as whom one comes in, but those who are new to it."""
    story = told.story["first_words"]
    people = {persona["person"] for persona in told.story["personas"]}
    people -= set(story["still_to_read"])

    def read() -> None:
        for email in sorted(people):
            viewer = told.company.viewer(email)
            for part in parts_of(viewer):
                put_first_words_away(by=viewer, part=part)

    return [Scene(story["on"], read)]
