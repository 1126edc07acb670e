// Dropout: Philox 4x32 with ten rounds, sixteen counters at a time. CKernels.h says which word decides over which value.

typedef uint64_t wide_bits __attribute__((ext_vector_type(16)));

INLINE void multiply_wide(lane_bits a, uint32_t b, lane_bits *high, lane_bits *low) {
    const wide_bits product = __builtin_convertvector(a, wide_bits) * (uint64_t)b;
    *high = __builtin_convertvector(product >> 32, lane_bits);
    *low = a * b;
}

INLINE void philox(lane_bits c[4], uint32_t k0, uint32_t k1) {
    for (int round = 0; round < 10; round++) {
        lane_bits high0, low0, high1, low1;
        multiply_wide(c[0], 0xD2511F53u, &high0, &low0);
        multiply_wide(c[2], 0xCD9E8D57u, &high1, &low1);
        c[0] = high1 ^ c[1] ^ k0;
        c[1] = low1;
        c[2] = high0 ^ c[3] ^ k1;
        c[3] = low0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
}

static void dropout(
    int units, float rate, uint64_t seed, uint32_t step, uint32_t layer, uint32_t first_image, const float *in, float *out
) {
    const double exact = (double)rate * 0x1p32; // a word is kept from here on
    const uint64_t threshold = exact > 0 ? (uint64_t)exact + ((double)(uint64_t)exact < exact) : 0;
    const bool drops_all = threshold > 0xFFFFFFFFu;
    const float scale = 1.0f / (1.0f - rate);
    const lane_bits place = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    for (int unit = 0; unit < units; unit += 4) {
        lane_bits word[4] = {(lane_bits)((uint32_t)unit / 4), (lane_bits)(3u + 256u * layer), (lane_bits)step, place + first_image};
        philox(word, (uint32_t)seed, (uint32_t)(seed >> 32));
        for (int i = 0; i < 4 && unit + i < units; i++) {
            const ptrdiff_t at = (ptrdiff_t)(unit + i) * LENET_LANES;
            const lanes kept = LANES_IN(in + at) * scale;
            LANES(out + at) = drops_all ? (lanes)0 : (word[i] >= (uint32_t)threshold ? kept : (lanes)0);
        }
    }
}
