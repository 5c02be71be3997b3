"""What can be typed: an example or two for each command, for its help and for who typed something else."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "at": (
        "detente at 2012-09-08 Canada Iran",
        'detente at "7 September 2012" Canada Iran --json',
        "detente at 2012",
        "detente at 2012 --status severed",
        "detente at 2012 -o pairs.parquet",
    ),
    "history": ("detente history Canada Iran", "detente history CAN IRN --all"),
    "why": (
        "detente why Canada Iran --on 2012-09-08",
        "detente why Canada Iran --not established",
        "detente why Canada Iran --from 2016 --to 2018",
    ),
    "diff": (
        "detente diff Canada Iran --from 2012-09-06 --to 2012-09-08",
        "detente diff Canada Iran --known 2026-11-23 --known today",
        "detente diff --from 2012 --to 2016",
        "detente diff --log older-copy.jsonl --log my-log.jsonl",
    ),
    "suppose": (
        "detente suppose Canada Iran --without can-irn-2012-09-07-severed",
        'detente suppose Canada Iran --add "2026-03-01 sanctions_lifted by Canada"',
    ),
    "route": (
        "detente route Canada Iran --to established",
        'detente route Canada Iran --to "mission of Canada open" --by Canada',
    ),
    "rates": (
        "detente rates severed --to established --since 1945",
        "detente rates --like Canada Iran --on 2012-09-08",
        "detente rates --matrix --country Iran",
    ),
    "cite": ("detente cite Canada Iran --on 2012-09-08", "detente cite Canada Iran --format bibtex > sources.bib"),
    "record": ("detente record", "detente record --log my-log.jsonl"),
    "timeline": (
        "detente timeline Canada Iran -o timeline.svg",
        'detente timeline --country "United States" -o united-states.svg',
        "detente timeline --severed --from 1945 -o breaks.pdf",
    ),
    "matrix": (
        "detente matrix 1967-06-30 -o matrix.svg",
        'detente matrix 2012 Canada Iran "United States" Israel "Saudi Arabia"',
    ),
    "graph": ("detente graph 2012-09-08 -o world.graphml",),
    "serve": ("detente serve --open", "detente serve --log my-log.jsonl --port 8080", "detente serve --export site"),
    "check": ("detente check my-log.jsonl", "detente check my-log.jsonl --against older-copy.jsonl"),
    "add": (
        "detente add --log my-log.jsonl",
        "    asks on a terminal for all that is needed",
        "detente add Canada Iran --kind mission_opened --by Canada --on 1955 \\",
        '    --summary "Canada opens its embassy." --log my-log.jsonl \\',
        '    --source "Canada-Iran Relations|Government of Canada|2010"',
        "detente add - --log my-log.jsonl < more.jsonl",
    ),
    "retract": ('detente retract a-wrong-id --reason "It opened in 1959." --log my-log.jsonl',),
    "merge": ("detente merge ours.jsonl theirs.jsonl --base base.jsonl -o joined.jsonl",),
    "spec": (
        "detente spec",
        "detente spec features/severing.feature --watch",
        "detente spec --new Canada Iran > canada_and_iran.feature",
    ),
    "import": ("detente import",),
    "pack": ("detente pack my-log.jsonl -o world.parquet", "detente at 2012 --log world.parquet"),
    "export": ("detente export cow-dipex > exchange.csv",),
    "panel": (
        "detente panel --unit month --from 2012 > panel.csv",
        "detente panel --system cow --of mission --by min,max -o missions.parquet",
        "detente panel --codebook",
    ),
    "schema": ("detente schema mission_opened",),
    "machine": ("detente machine --format markdown",),
    "completion": ('eval "$(detente completion bash)"',),
}
"""The lines of each command; one that is indented goes on with, or explains, the one above it."""
