"""Reports as documents to hand on: PDF of what HR may read, whoever takes it along."""
