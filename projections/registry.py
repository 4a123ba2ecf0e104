"""Every projection there is."""

from projections.current import CURRENT
from projections.history import HISTORY
from projections.projection import Projection

PROJECTIONS: tuple[Projection, ...] = (CURRENT, HISTORY)
