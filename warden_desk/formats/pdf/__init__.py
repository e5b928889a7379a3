"""Papers to print: values in, the bytes of a PDF out. reportlab lives here and nowhere else."""
