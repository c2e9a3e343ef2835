"""How property tests run: shared machines have no deadline, and every run tries the same cases."""

import hypothesis

hypothesis.settings.register_profile("alsweak", deadline=None, derandomize=True)
hypothesis.settings.load_profile("alsweak")
