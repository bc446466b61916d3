"""Write `data/` from a folder of facts: `python -m generator.importer <facts>`, in the project.

Run once by a developer when new facts come; the result is committed, reviewed like any change, and
stands on its own. Curated files are never touched.
"""

import sys
from pathlib import Path

from generator.importer import editions, iods, toolkits, uids

IMPORTERS = (editions, uids, toolkits, iods)


def main(arguments: list[str]) -> int:
    """Run every importer on the folder that the one argument names."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python -m generator.importer <folder of facts>", file=sys.stderr)
        return 2
    for importer in IMPORTERS:
        importer.run(Path(arguments[0]), Path("data"))
        print(f"{importer.__name__}: done")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
