"""Letters as offices get them: entered, lived through, and compared with what is owed by hand.

Each file in ``written`` is one letter with made-up units, in the structure of a real form:

    title, kind       what it is
    nation            the units, where they are not those of ``nation.toml``
    entered           when an officer types it in; the clock then goes on from step to step
    letter            the input of issueDirective, units by their codes
    owed              by hand: who owes what by when, in which role, to whom the report goes
    then              what happens later: a day, acts in short words, and again what stands then

A table is one line for each row: unit | task | role | due | reports to. Several units that owe the
same share a row; ``X2>X1`` is owed by X2, which has ended, and borne by X1. At the end all is asked
again as it was at each moment. ``docs/letters.md`` says of each letter how it is expressed.
"""
