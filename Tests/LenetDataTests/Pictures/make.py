"""Makes the pictures of this folder with Pillow, and beside each its shades as Pillow sees them, on white: python make.py"""

import random

from PIL import Image, ImageDraw

random.seed(1)
base = Image.new("RGBA", (23, 31), (255, 255, 255, 0))
draw = ImageDraw.Draw(base)
draw.line([(4, 4), (18, 4), (9, 27)], fill=(20, 40, 160, 255), width=3)
draw.rectangle([2, 20, 8, 24], fill=(200, 30, 30, 128))
for _ in range(40):
    base.putpixel((random.randrange(23), random.randrange(31)), tuple(random.randrange(256) for _ in range(4)))
white = Image.new("RGBA", base.size, (255, 255, 255, 255))
flat = Image.alpha_composite(white, base).convert("RGB")


def keep(name, image, **options):
    image.save(f"{name}.png", **options)
    again = Image.open(f"{name}.png")
    if again.mode == "I;16":
        shades = again.point(lambda x: x / 257).convert("L")
    else:
        shades = Image.alpha_composite(white, again.convert("RGBA")).convert("RGB").convert("L")
    shades.save(f"{name}.pgm")


keep("gray", flat.convert("L"))
keep("gray1", flat.convert("1"))
keep("gray16", Image.frombytes("I;16", flat.size, b"".join((p * 257).to_bytes(2, "little") for p in flat.convert("L").getdata())))
keep("rgb", flat)
keep("rgba", base)
keep("palette", flat.quantize(200))
keep("palette4", flat.quantize(13), bits=4)
keep("transparent", flat.quantize(16), transparency=0)
big = flat.resize((60, 60), Image.BICUBIC)
white = Image.new("RGBA", big.size, (255, 255, 255, 255))
keep("adaptive", big, compress_level=9)
