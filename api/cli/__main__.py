"""`python -m api.cli`: the console command, from a checkout that is not installed."""

from api.cli.main import main

main()
