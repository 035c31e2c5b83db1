"""Draws pictures in headless Chromium, on white, as pixels that a test can compare with those of a PDF.

Arguments: width, height, then files (SVG or PNG). Writes beside each file one named like it with « .ppm » after it:
binary PPM of so many pixels, into which the picture is stretched.
"""

import base64
import pathlib
import sys

from playwright.sync_api import sync_playwright

DRAW = """async ([source, width, height]) => {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = document.createElement('canvas')
    Object.assign(canvas, {width, height})
    const context = canvas.getContext('2d')
    context.fillStyle = '#fff'
    context.fillRect(0, 0, width, height)
    context.drawImage(image, 0, 0, width, height)
    const pixels = context.getImageData(0, 0, width, height).data
    let colours = ''
    for (let index = 0; index < pixels.length; index += 4) {
        colours += String.fromCharCode(pixels[index], pixels[index + 1], pixels[index + 2])
    }
    return btoa(colours)
}"""
TYPES = {".svg": "image/svg+xml", ".png": "image/png"}


def main(width, height, files):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        for file in map(pathlib.Path, files):
            data = base64.b64encode(file.read_bytes()).decode()
            colours = base64.b64decode(page.evaluate(DRAW, [f"data:{TYPES[file.suffix]};base64,{data}", width, height]))
            pathlib.Path(f"{file}.ppm").write_bytes(b"P6\n%d %d\n255\n" % (width, height) + colours)
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
