"""What a page asks."""


def asked(page):
    return [str(each.sentence) for each in page.context["questions"]]
