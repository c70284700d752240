"""The names in a document: other programs read them, so that they are only ever added to."""


def keys(document, deep=2):
    """The names of plain data in their order, as deep as is said; of a list those of its first entry."""
    if isinstance(document, dict) and deep:
        inner = {name: keys(value, deep - 1) for name, value in document.items()}
        return " ".join(name + (f"({found})" if found else "") for name, found in inner.items())
    return keys(document[0], deep) if isinstance(document, (list, tuple)) and document else ""
