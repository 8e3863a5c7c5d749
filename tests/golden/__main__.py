"""python -m tests.golden --write: add the golden files that are missing."""

import sys

from cascade.log import EventMapper
from tests.golden.files import write_missing

if sys.argv[1:] != ["--write"]:
    sys.exit(__doc__)
for path in write_missing(EventMapper()):
    sys.stdout.write(f"{path.name}\n")
