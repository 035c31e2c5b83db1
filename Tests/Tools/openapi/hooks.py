"""Gives each request a pupil of its own.

Two conventions of one pupil for the same days are refused with 409: the second example of a draft would be, whatever else is right about it, and 409 is not to be
accepted for that of every draft. Loaded by schemathesis (SCHEMATHESIS_HOOKS).
"""

import itertools

import schemathesis

_numbers = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    convention = case.body.get("convention") if isinstance(case.body, dict) else None
    pupil = convention.get("pupil") if isinstance(convention, dict) else None
    if isinstance(pupil, dict) and isinstance(pupil.get("familyName"), str):
        number = next(_numbers)
        letters = "".join(chr(97 + number // 26**place % 26) for place in range(3))
        # What was no name before is none with these letters behind it only if it was empty.
        if pupil["familyName"].strip():
            pupil["familyName"] += f" {letters}"
