"""What retired builds are said to be: how many, what room they take, and how one gets rid of them."""

from collections.abc import Sequence

DROP_RETIRED = "northlog projections drop --retired"


def retired_text(sizes: Sequence[int]) -> str:
    """``sizes``: of the retired builds, in bytes; at least one."""
    many = f"{len(sizes)} builds are" if len(sizes) > 1 else "1 build is"
    return f"{many} retired, taking {size_text(sum(sizes))}"


def size_text(size: int) -> str:
    """A number of bytes in the unit that leaves the fewest digits before the point: 512 B, 1.2 MB."""
    units = ("B", "kB", "MB", "GB")
    scaled = float(size)
    for unit in units:
        if scaled < 1000 or unit == units[-1]:
            break
        scaled /= 1000
    return f"{size:,} B" if unit == "B" else f"{scaled:,.1f} {unit}"
