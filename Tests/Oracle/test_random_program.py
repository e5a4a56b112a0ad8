#!/usr/bin/env python3
"""Tests of the generator: the same bytes for a seed, every feature somewhere, all of it readable."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import program_folder  # noqa: E402
import random_program  # noqa: E402

SEEDS = range(1, 61)


class Generated(unittest.TestCase):
    def test_same_seed_same_files(self):
        for size in random_program.SIZES:
            self.assertEqual(random_program.Generator(5, size).files(),
                             random_program.Generator(5, size).files())
            self.assertNotEqual(random_program.Generator(5, size).files(),
                                random_program.Generator(6, size).files())

    def test_every_column_and_policy_is_used(self):
        used, policies = set(), set()
        with tempfile.TemporaryDirectory() as name:
            for seed in SEEDS:
                random_program.write_program(seed, name)
                program = program_folder.load(name)
                policies |= {(row.kind, row.penalty is None) for row in program.policies}
                for table, schema in program_folder.SCHEMA.items():
                    for row in getattr(program, table):
                        used |= {(table, column) for column, (_, default) in schema.items()
                                 if getattr(row, column) != default}
        everything = {(table, column) for table, schema in program_folder.SCHEMA.items()
                      for column in schema}
        self.assertEqual(everything - used, set())
        kinds = program_folder.CHOICES["policies", "kind"]
        self.assertEqual({(kind, hard) for kind in kinds for hard in (True, False)} - policies,
                         set())


if __name__ == "__main__":
    unittest.main()
