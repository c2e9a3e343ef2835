"""A person at the keyboard, and how often they press."""

from playwright.sync_api import Locator, Page

FAR = 80  # presses of Tab


class Keys:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self.press(*text)

    def to(self, name: str) -> None:
        """With Tab to the field of a name, or to the button with a value."""
        for _ in range(FAR):
            if self.page.evaluate(
                "(name) => [document.activeElement.name, document.activeElement.value].includes(name)", name
            ):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not come to {name}")

    def use(self, wanted: Locator, by: str = "Tab") -> None:
        """With Tab, or back with Shift+Tab, to a button or link, and Enter."""
        wanted.wait_for()
        for _ in range(FAR):
            if wanted.evaluate("it => it === document.activeElement"):
                return self.press("Enter")
            self.press(by)
        raise AssertionError(f"{by} does not come to {wanted}")
