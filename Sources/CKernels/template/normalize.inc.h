// Batch normalisation: sums of a channel over places and lanes, and what follows from them number by number.

/// A lane's number in double precision; 0 where the lane does not count.
INLINE void add_numbers(lanes v, lane_mask counted, doubles *low, doubles *high) {
    const lanes kept = counted ? v : (lanes)0;
    *low += __builtin_convertvector(kept.lo, doubles);
    *high += __builtin_convertvector(kept.hi, doubles);
}

INLINE void add_products(lanes a, lanes b, lane_mask counted, doubles *low, doubles *high) {
    const lanes x = counted ? a : (lanes)0, y = counted ? b : (lanes)0;
    *low = FMA(__builtin_convertvector(x.lo, doubles), __builtin_convertvector(y.lo, doubles), *low);
    *high = FMA(__builtin_convertvector(x.hi, doubles), __builtin_convertvector(y.hi, doubles), *high);
}

typedef double four_doubles __attribute__((ext_vector_type(4)));
typedef double two_doubles __attribute__((ext_vector_type(2)));
/// The order of `sum_of_lanes`.
INLINE double sum_of_doubles(doubles low, doubles high) {
    doubles a = low + high;
    four_doubles b = a.lo + a.hi;
    two_doubles c = b.lo + b.hi;
    return c.x + c.y;
}

#define EACH_PLACE_OF(view)                          \
    for (int y = 0; y < (view).height; y++)          \
        for (int x = 0; x < (view).width; x++)

static void channel_sums(lenet_lanes in, int count, double *sums) {
    const lane_mask counted = first_lanes(count);
    for (int channel = 0; channel < in.channels; channel++) {
        doubles low = 0, high = 0, square_low = 0, square_high = 0;
        EACH_PLACE_OF(in) {
            const lanes v = LANES_IN(PLACE(in, channel, y, x));
            add_numbers(v, counted, &low, &high);
            add_products(v, v, counted, &square_low, &square_high);
        }
        sums[2 * channel] += sum_of_doubles(low, high);
        sums[2 * channel + 1] += sum_of_doubles(square_low, square_high);
    }
}

static void normalize(lenet_lanes in, const float *mean, const float *factor, const float *gamma, const float *beta, lenet_lanes out) {
    for (int channel = 0; channel < in.channels; channel++)
        EACH_PLACE_OF(in) {
            const lanes n = (LANES_IN(PLACE(in, channel, y, x)) - mean[channel]) * factor[channel];
            LANES(PLACE(out, channel, y, x)) = FMA(n, (lanes)gamma[channel], (lanes)beta[channel]);
        }
}

static void normalize_sums(lenet_lanes in, lenet_lanes out_gradient, int count, const float *mean, const float *factor, double *sums) {
    const lane_mask counted = first_lanes(count);
    for (int channel = 0; channel < in.channels; channel++) {
        doubles low = 0, high = 0, product_low = 0, product_high = 0;
        EACH_PLACE_OF(in) {
            const lanes n = (LANES_IN(PLACE(in, channel, y, x)) - mean[channel]) * factor[channel];
            const lanes g = LANES_IN(PLACE(out_gradient, channel, y, x));
            add_numbers(g, counted, &low, &high);
            add_products(g, n, counted, &product_low, &product_high);
        }
        sums[2 * channel] += sum_of_doubles(low, high);
        sums[2 * channel + 1] += sum_of_doubles(product_low, product_high);
    }
}

static void normalize_backward(
    lenet_lanes in, lenet_lanes out_gradient, int count, const float *mean, const float *factor, const float *gamma,
    const float *mean_gradient, const float *mean_product, lenet_lanes in_gradient
) {
    const lane_mask counted = first_lanes(count);
    for (int channel = 0; channel < in.channels; channel++) {
        const float scale = gamma[channel] * factor[channel];
        EACH_PLACE_OF(in) {
            const lanes n = (LANES_IN(PLACE(in, channel, y, x)) - mean[channel]) * factor[channel];
            const lanes g = LANES_IN(PLACE(out_gradient, channel, y, x)) - mean_gradient[channel];
            const lanes result = FMA(-n, (lanes)mean_product[channel], g) * scale;
            LANES(PLACE(in_gradient, channel, y, x)) = counted ? result : (lanes)0;
        }
    }
}
#undef EACH_PLACE_OF
