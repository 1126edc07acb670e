// Batch normalisation in the plainest words.

static double sum_of_double_lanes(const double v[LENET_LANES]) {
    double eight[8], four[4];
    for (int i = 0; i < 8; i++) eight[i] = v[i] + v[i + 8];
    for (int i = 0; i < 4; i++) four[i] = eight[i] + eight[i + 4];
    return (four[0] + four[2]) + (four[1] + four[3]);
}

#define EACH_PLACE_OF(view)                          \
    for (int y = 0; y < (view).height; y++)          \
        for (int x = 0; x < (view).width; x++)

static void channel_sums(lenet_lanes in, int count, double *sums) {
    for (int c = 0; c < in.channels; c++) {
        double sum[LENET_LANES] = {0}, squares[LENET_LANES] = {0};
        EACH_PLACE_OF(in)
            for (int i = 0; i < count; i++) {
                const double v = (double)at(in, c, y, x)[i];
                sum[i] += v;
                squares[i] = fma(v, v, squares[i]);
            }
        sums[2 * c] += sum_of_double_lanes(sum);
        sums[2 * c + 1] += sum_of_double_lanes(squares);
    }
}

static void normalize(lenet_lanes in, const float *mean, const float *factor, const float *gamma, const float *beta, lenet_lanes out) {
    for (int c = 0; c < in.channels; c++)
        EACH_PLACE_OF(in)
            for (int i = 0; i < LENET_LANES; i++) {
                const float n = (at(in, c, y, x)[i] - mean[c]) * factor[c];
                at(out, c, y, x)[i] = fmaf(n, gamma[c], beta[c]);
            }
}

static void normalize_sums(lenet_lanes in, lenet_lanes out_gradient, int count, const float *mean, const float *factor, double *sums) {
    for (int c = 0; c < in.channels; c++) {
        double sum[LENET_LANES] = {0}, products[LENET_LANES] = {0};
        EACH_PLACE_OF(in)
            for (int i = 0; i < count; i++) {
                const float n = (at(in, c, y, x)[i] - mean[c]) * factor[c];
                const double g = (double)at(out_gradient, c, y, x)[i];
                sum[i] += g;
                products[i] = fma(g, (double)n, products[i]);
            }
        sums[2 * c] += sum_of_double_lanes(sum);
        sums[2 * c + 1] += sum_of_double_lanes(products);
    }
}

static void normalize_backward(
    lenet_lanes in, lenet_lanes out_gradient, int count, const float *mean, const float *factor, const float *gamma,
    const float *mean_gradient, const float *mean_product, lenet_lanes in_gradient
) {
    for (int c = 0; c < in.channels; c++)
        EACH_PLACE_OF(in)
            for (int i = 0; i < LENET_LANES; i++) {
                const float n = (at(in, c, y, x)[i] - mean[c]) * factor[c], g = at(out_gradient, c, y, x)[i] - mean_gradient[c];
                at(in_gradient, c, y, x)[i] = i < count ? fmaf(-n, mean_product[c], g) * (gamma[c] * factor[c]) : 0;
            }
}
#undef EACH_PLACE_OF
