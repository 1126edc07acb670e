// Bytes of sixteen images to lanes.

/// The float nearest k / 255: a product, and one correction by its remainder. (A test compares all 256 with the division.)
INLINE lanes scaled(lanes k) {
    const lanes inverse = (lanes)(1.0f / 255.0f), q = k * inverse;
    return FMA(FMA(-q, (lanes)255.0f, k), inverse, q);
}

/// Sixteen bytes of sixteen images: rows become columns. Each pass interleaves the first eight rows with the last eight.
INLINE void transpose_bytes(lane_bytes rows[16]) {
    UNROLL for (int pass = 0; pass < 4; pass++) {
        lane_bytes next[16];
        UNROLL for (int i = 0; i < 8; i++) {
            next[2 * i] = __builtin_shufflevector(rows[i], rows[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
            next[2 * i + 1] = __builtin_shufflevector(rows[i], rows[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
        UNROLL for (int i = 0; i < 16; i++) rows[i] = next[i];
    }
}

static void gather(const uint8_t *pixels, const int32_t *indices, int count, lenet_lanes out) {
    const size_t size = (size_t)out.channels * (size_t)out.height * (size_t)out.width;
    int channel = 0, y = 0, x = 0;
    for (size_t pixel = 0; pixel < size; pixel += 16) {
        const size_t several = size - pixel < 16 ? size - pixel : 16;
        lane_bytes rows[16];
        UNROLL for (int image = 0; image < 16; image++) {
            rows[image] = 0;
            if (image < count) {
                const uint8_t *from = pixels + (size_t)indices[image] * size + pixel;
                if (several == 16) rows[image] = *(const bytes_at *)from;
                else memcpy(&rows[image], from, several);
            }
        }
        transpose_bytes(rows);
        for (size_t i = 0; i < several; i++) {
            LANES(out.at + channel * out.channel + y * out.row + x * LENET_LANES) = scaled(__builtin_convertvector(rows[i], lanes));
            if (++x == out.width) {
                x = 0;
                if (++y == out.height) {
                    y = 0;
                    channel++;
                }
            }
        }
    }
}
