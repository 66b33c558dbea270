"""``python -m minread`` is the command ``minread``."""

import sys

from minread.cli import main

sys.exit(main())
