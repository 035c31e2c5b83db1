"""Sets web pages with WeasyPrint, as tagged PDF/UA, and prints what it took. Usage: weasyprint_runs.py FILE..."""
import json
import resource
import sys
import time
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration


def typeset(text, fonts):
    return weasyprint.HTML(string=text).write_pdf(pdf_variant="pdf/ua-1", font_config=fonts)


def main():
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    fonts = FontConfiguration()
    typeset(texts[0], fonts)  # fonts are found once, as a service would
    wall, processor = time.monotonic(), time.process_time()
    sizes = sorted(len(typeset(text, fonts)) for text in texts)
    print(json.dumps({
        "documents": len(texts), "wallSeconds": time.monotonic() - wall,
        "processorSeconds": time.process_time() - processor, "median": sizes[len(sizes) // 2],
        "peakKibibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, "version": weasyprint.__version__}))


main()
