// The softmax and the losses in the plainest words: image by image.

/// Of one image: its logits less the greatest, their exponentials and the sum of these.
static float shifted_logits(int classes, const float *logits, int i, float *most) {
    *most = logits[i];
    float sum = 0;
    for (int c = 1; c < classes; c++)
        if (logits[c * LENET_LANES + i] > *most) *most = logits[c * LENET_LANES + i];
    for (int c = 0; c < classes; c++) sum += lenet_expf(logits[c * LENET_LANES + i] - *most);
    return sum;
}

static float target(lenet_targets targets, int c, int i) {
    if (!targets.labels) return targets.distribution[c * LENET_LANES + i];
    return c == targets.labels[i] ? targets.hot : targets.cold;
}

static void softmax(int classes, const float *logits, float *probabilities) {
    for (int i = 0; i < LENET_LANES; i++) {
        float most;
        const float sum = shifted_logits(classes, logits, i, &most);
        for (int c = 0; c < classes; c++) probabilities[c * LENET_LANES + i] = lenet_expf(logits[c * LENET_LANES + i] - most) / sum;
    }
}

static void softmax_cross_entropy(int classes, int count, const float *logits, lenet_targets targets, float scale, float *loss, float *gradient) {
    for (int i = 0; i < LENET_LANES; i++) {
        float most, result = 0;
        const float sum = shifted_logits(classes, logits, i, &most), log_sum = lenet_logf(sum);
        for (int c = 0; c < classes; c++) {
            const float t = target(targets, c, i);
            if (t != 0) result = fmaf(t, log_sum - (logits[c * LENET_LANES + i] - most), result);
        }
        loss[i] = i < count ? result : 0;
        for (int c = 0; gradient && c < classes; c++) {
            const float p = lenet_expf(logits[c * LENET_LANES + i] - most) / sum;
            gradient[c * LENET_LANES + i] = i < count ? (p - target(targets, c, i)) * scale : 0;
        }
    }
}

static void softmax_divergence(int classes, int count, const float *logits, lenet_targets targets, float scale, float *loss, float *gradient) {
    for (int i = 0; i < LENET_LANES; i++) {
        float most, result = 0, all = 0;
        const float sum = shifted_logits(classes, logits, i, &most), log_sum = lenet_logf(sum);
        for (int c = 0; c < classes; c++) {
            const float t = target(targets, c, i);
            if (t != 0) result = fmaf(t, lenet_logf(t) + (log_sum - (logits[c * LENET_LANES + i] - most)), result);
            all += t;
        }
        loss[i] = i < count ? result : 0;
        for (int c = 0; gradient && c < classes; c++) {
            const float p = lenet_expf(logits[c * LENET_LANES + i] - most) / sum;
            gradient[c * LENET_LANES + i] = i < count ? fmaf(p, all, -target(targets, c, i)) * scale : 0;
        }
    }
}

static float focal_power(float x, float gamma) {
    return gamma <= 64 && gamma == (float)(int)gamma ? (float)whole_power((double)x, (int)gamma) : lenet_powf(x, gamma);
}

static void softmax_focal(
    float gamma, float alpha, int classes, int count, const float *logits, const uint8_t *labels, float scale, float *loss, float *gradient
) {
    for (int i = 0; i < LENET_LANES; i++) {
        float most, others = 0, of_label = 0;
        const float sum = shifted_logits(classes, logits, i, &most), log_sum = lenet_logf(sum);
        for (int c = 0; c < classes; c++) {
            const float shifted = logits[c * LENET_LANES + i] - most;
            if (c == labels[i]) of_label = shifted;
            else others += lenet_expf(shifted);
        }
        const float l = of_label - log_sum, p = lenet_expf(of_label) / sum, q = others / sum;
        const float weight = alpha * focal_power(q, gamma);
        loss[i] = i < count ? -weight * l : 0;
        const float slope = weight * fmaf(gamma * p, q == 0 ? -1 : l / q, -1);
        for (int c = 0; gradient && c < classes; c++) {
            const float direction = c == labels[i] ? q : -(lenet_expf(logits[c * LENET_LANES + i] - most) / sum);
            gradient[c * LENET_LANES + i] = i < count ? direction * slope * scale : 0;
        }
    }
}

/// One class of one image; the derivative of a square without its factor 2.
static void one_term(lenet_output_loss function, float o, float t, bool is_label, float a, float wanted, float *value, float *slope) {
    const float d = o - t, size = d < 0 ? -d : d, sign = is_label ? 1.0f : -1.0f;
    *value = *slope = 0;
    switch (function) {
    case LENET_SQUARED_ERROR:
        *value = d * d;
        *slope = d;
        break;
    case LENET_ABSOLUTE_ERROR:
        *value = size;
        *slope = d > 0 ? 1 : d < 0 ? -1 : d;
        break;
    case LENET_HUBER:
        *value = size > a ? a * (size - 0.5f * a) : 0.5f * d * d;
        *slope = size > a ? (d < 0 ? -a : a) : d;
        break;
    case LENET_MULTI_MARGIN:
    case LENET_SQUARED_MULTI_MARGIN: {
        const float lack = a - wanted + o;
        if (is_label || lack <= 0) break;
        *value = function == LENET_MULTI_MARGIN ? lack : lack * lack;
        *slope = function == LENET_MULTI_MARGIN && lack > 0 ? 1 : lack;
        break;
    }
    case LENET_HINGE:
    case LENET_SQUARED_HINGE: {
        const float lack = a - sign * o;
        if (lack <= 0) {
            *slope = function == LENET_HINGE ? 0 : -sign * 0.0f;
            break;
        }
        *value = function == LENET_HINGE ? lack : lack * lack;
        *slope = function == LENET_SQUARED_HINGE ? -sign * lack : lack > 0 ? -sign : lack;
        break;
    }
    case LENET_BINARY_CROSS_ENTROPY:
        *value = (o < 0 ? 0 : o) - o * t + one_log_1_more(lenet_expf(-one_magnitude(o)));
        *slope = one_sigmoid(o) - t;
        break;
    default: break;
    }
}

static void output_loss(
    lenet_output_loss function, bool is_softmax, float a, int classes, int count, const float *outputs, lenet_targets targets, float scale,
    float *loss, float *gradient
) {
    const bool is_margin = function == LENET_MULTI_MARGIN || function == LENET_SQUARED_MULTI_MARGIN, is_rival = function == LENET_CATEGORICAL_HINGE;
    const bool is_labels = is_margin || is_rival || function == LENET_HINGE || function == LENET_SQUARED_HINGE;
    const bool is_square = function == LENET_SQUARED_ERROR || function == LENET_SQUARED_MULTI_MARGIN || function == LENET_SQUARED_HINGE;
    for (int i = 0; i < LENET_LANES; i++) {
        float most = 0, sum = 1, wanted = 0, rival = 0;
        int rival_class = -1;
        if (is_softmax) sum = shifted_logits(classes, outputs, i, &most);
#define OUTPUT(c) (is_softmax ? lenet_expf(outputs[(c) * LENET_LANES + i] - most) / sum : outputs[(c) * LENET_LANES + i])
#define IS_LABEL(c) (is_labels && targets.labels[i] == (c))
        for (int c = 0; (is_margin || is_rival) && c < classes; c++) {
            const float o = OUTPUT(c);
            if (IS_LABEL(c)) wanted = o;
            else if (o > rival || o != o) {
                rival = o;
                rival_class = c;
            }
        }
        const float lack = a - wanted + rival;
        float total = is_rival && !(lack <= 0) ? lack : 0, product = 0, slopes = 0;
        for (int pass = 0; pass < (gradient ? 2 : 1); pass++) {
            for (int c = 0; c < classes; c++) {
                const float o = OUTPUT(c);
                float value = 0, slope = 0;
                if (is_rival) slope = lack <= 0 ? 0 : lack != lack ? lack : IS_LABEL(c) ? -1 : rival_class == c ? 1 : 0;
                else one_term(function, o, is_labels ? 0 : target(targets, c, i), IS_LABEL(c), a, wanted, &value, &slope);
                if (pass == 0) {
                    if (function == LENET_SQUARED_ERROR) total = fmaf(slope, slope, total);
                    else if (!is_rival) total += value;
                    if (is_margin) slopes += slope;
                    product = fmaf(slope, o, product);
                } else {
                    const float factor = is_rival ? scale : scale * ((is_square ? 2.0f : 1.0f) / (float)classes);
                    if (is_margin && IS_LABEL(c)) slope = -slopes;
                    gradient[c * LENET_LANES + i] = i >= count ? 0 : is_softmax ? o * (slope - product) * factor : slope * factor;
                }
            }
            if (pass > 0) continue;
            if (is_margin) product = fmaf(-slopes, wanted, product);
            loss[i] = i >= count ? 0 : is_rival ? total : total / (float)classes;
        }
    }
#undef OUTPUT
#undef IS_LABEL
}
