"""Evidence age: the names of its steps."""

from atlas.model.atlas import Atlas
from text.translations import Words


def name_ages(atlas: Atlas, words: Words) -> list[str]:
    """Return the names of the steps of age, the newest first, such as: 91 to 180 days."""
    first, *later = map(atlas.meta.granularity.units_in, atlas.meta.stale_after)
    between = zip((first, *later), later, strict=False)
    return [
        words.format("age_within", n=first),
        *(words.format("age_between", first=low + 1, last=high) for low, high in between),
        words.format("age_over", n=later[-1]),
    ]
