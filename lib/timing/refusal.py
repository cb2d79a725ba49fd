"""Why a figure is not given: one error for everything in this room, its message written for a marketer."""


class TooFewError(ValueError):
    """The data do not allow this estimate; the message says why and what would."""
