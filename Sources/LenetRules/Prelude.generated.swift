// Generated from Prelude/*.lenet by scripts/sync-prelude. Do not edit.

/// The shipped optimizers and schedules, as they are written.
enum Prelude {
    static let texts: [(name: String, text: String)] = [
        (
            "adadelta.lenet",
            ##"""
            ## RMSprop whose rate is the size of its own past steps, so that steps have the weights' unit (Zeiler, 2012).
            ## The rule was made for rate 1; Keras' default of 0.001 makes it a thousand times slower.
            ## v: the running average of the squared gradient.
            ## u: the running average of the squared step.
            ## d: the step before the rate.
            ## Good at: training without choosing a rate, at its own rate of 1.
            ## Fails: with another rule's rate. At 0.001, Keras' default, every step is a thousand times smaller than it was made for, and
            ## tables that give all rules that rate show it last. It begins slowly: its first steps are a few roots of epsilon long.
            ## Source: Zeiler, 2012, https://arxiv.org/abs/1212.5701
            optimizer adadelta as keras(lr = 0.001, rho = 0.95, epsilon = 1e-7) {
                state v = 0, u = 0
                v = rho * v + (1 - rho) * g^2
                d = g * sqrt(u + epsilon) / sqrt(v + epsilon)
                u = rho * u + (1 - rho) * d^2
                w = w - lr * d
            }

            ## RMSprop whose rate is the size of its own past steps, so that steps have the weights' unit (Zeiler, 2012).
            optimizer adadelta as torch(lr = 1, rho = 0.9, epsilon = 1e-6) {
                state v = 0, u = 0
                v = rho * v + (1 - rho) * g^2
                d = g * sqrt(u + epsilon) / sqrt(v + epsilon)
                u = rho * u + (1 - rho) * d^2
                w = w - lr * d
            }

            ## RMSprop whose rate is the size of its own past steps, so that steps have the weights' unit (Zeiler, 2012, Algorithm 1).
            ## The paper has no rate; it is 1 here.
            optimizer adadelta as paper(lr = 1, rho = 0.95, epsilon = 1e-6) {
                state v = 0, u = 0
                v = rho * v + (1 - rho) * g^2
                d = g * sqrt(u + epsilon) / sqrt(v + epsilon)
                u = rho * u + (1 - rho) * d^2
                w = w - lr * d
            }
            """##
        ),
        (
            "adagrad.lenet",
            ##"""
            ## Each weight has a rate of its own that shrinks with the squared gradients it has seen (Duchi, Hazan and Singer, 2011).
            ## The sum never shrinks, so in the end every weight stands still.
            ## a: the sum of the squared gradients so far.
            ## Good at: sparse gradients: what is rarely seen, such as rare words, keeps a large rate.
            ## Fails: long trainings of deep networks: the sum only grows, so the steps shrink until nothing moves. With Keras' default rate of
            ## 0.001 it is slow from the start; PyTorch's default is ten times that and its sum starts from 0.
            ## Source: Duchi, Hazan and Singer, 2011, https://jmlr.org/papers/v12/duchi11a.html
            optimizer adagrad as keras(lr = 0.001, epsilon = 1e-7, start = 0.1) {
                state a = start
                a = a + g^2
                w = w - lr * g / sqrt(a + epsilon)
            }

            ## Each weight has a rate of its own that shrinks with the squared gradients it has seen.
            optimizer adagrad as torch(lr = 0.01, rate_decay = 0, epsilon = 1e-10, start = 0) {
                state a = start
                a = a + g^2
                w = w - lr / (1 + (t - 1) * rate_decay) * g / (sqrt(a) + epsilon)
            }

            ## Each weight has a rate of its own that shrinks with the squared gradients it has seen (Duchi, Hazan and Singer, 2011).
            optimizer adagrad as paper(lr = 0.01, epsilon = 1e-8) {
                state a = 0
                a = a + g^2
                w = w - lr * g / sqrt(a + epsilon)
            }
            """##
        ),
        (
            "adam.lenet",
            ##"""
            ## Momentum divided by the root of the average squared gradient, both freed of their start from 0 (Kingma and Ba, 2015).
            ## In this form ("epsilon hat") the correction is in the rate, and epsilon is not corrected.
            ## m: the running average of the gradient.
            ## v: the running average of the squared gradient.
            ## top: the largest average of the squared gradient so far.
            ## a: the rate, with both averages freed of their start from 0.
            ## m_hat: the average gradient, freed of its start from 0.
            ## v_hat: the average squared gradient, freed of its start from 0.
            ## Good at: most networks with its defaults: the step has about the length of the rate whatever the gradients' size, so the rate
            ## needs little tuning.
            ## Fails: at a fixed rate it ends less exactly than well-tuned gradient descent, and at times with a worse test accuracy. Where the
            ## gradient is nearly always tiny and rarely large, its short memory can lead it away from the minimum: `amsgrad` is the cure. An
            ## l2 penalty is divided with the gradient, so that it hardly shrinks weights with large gradients: use adamw.
            ## Source: Kingma and Ba, 2015, https://arxiv.org/abs/1412.6980
            optimizer adam as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, amsgrad = false) {
                state m = 0, v = 0, top = 0
                a = lr * sqrt(1 - beta2^t) / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                if amsgrad { top = max(top, v) } else { top = v }
                w = w - a * m / (sqrt(top) + epsilon)
            }

            ## Momentum divided by the root of the average squared gradient, both freed of their start from 0 (Kingma and Ba, 2015).
            ## a: the rate, with the average gradient freed of its start from 0.
            optimizer adam as torch(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, amsgrad = false) {
                state m = 0, v = 0, top = 0
                a = lr / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                if amsgrad { top = max(top, v) } else { top = v }
                w = w - a * m / (sqrt(top) / sqrt(1 - beta2^t) + epsilon)
            }

            ## Momentum divided by the root of the average squared gradient, both freed of their start from 0.
            ## Algorithm 1 of Kingma and Ba (2015), line by line; `amsgrad` as in Reddi, Kale and Kumar (2018), which corrects nothing.
            optimizer adam as paper(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, amsgrad = false) {
                state m = 0, v = 0, top = 0
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                if amsgrad {
                    top = max(top, v)
                    w = w - lr * m / (sqrt(top) + epsilon)
                } else {
                    m_hat = m / (1 - beta1^t)
                    v_hat = v / (1 - beta2^t)
                    w = w - lr * m_hat / (sqrt(v_hat) + epsilon)
                }
            }

            ## Adam whose divisor never shrinks (Reddi, Kale and Kumar, 2018).
            ## Good at: problems where rare large gradients matter: they are never forgotten.
            ## Fails: one huge gradient early on makes all later steps of its weight small. In image networks it seldom does better than adam.
            ## Source: Reddi, Kale and Kumar, 2018, https://arxiv.org/abs/1904.09237
            optimizer amsgrad = adam(amsgrad: true)

            ## Adam with decoupled weight decay (Loshchilov and Hutter, 2019), at Keras' strength.
            ## Good at: large networks that would learn their training data by heart: each weight decays at the same pace whatever its gradient.
            ## Fails: `decay` is one more number to tune, and its effect hangs on the rate: a rate that falls to 0 ends the decay, too. Biases
            ## decay with all other weights here.
            ## Source: Loshchilov and Hutter, 2019, https://arxiv.org/abs/1711.05101
            optimizer adamw as keras = adam(decay: 0.004)

            ## Adam with decoupled weight decay (Loshchilov and Hutter, 2019), at PyTorch's strength.
            optimizer adamw as torch = adam(decay: 0.01)
            """##
        ),
        (
            "adamax.lenet",
            ##"""
            ## Adam with the largest recent gradient in place of the root of the average square (Kingma and Ba, 2015, Algorithm 2).
            ## m: the running average of the gradient.
            ## u: the largest recent gradient, fading.
            ## a: the rate, with the average gradient freed of its start from 0.
            ## Good at: gradients with rare large values, which make its steps smaller for a while instead of larger.
            ## Fails: the first gradients count for long, so it begins more slowly than adam at the same rate. Keras' default rate is
            ## half the paper's.
            ## Source: Kingma and Ba, 2015, Algorithm 2, https://arxiv.org/abs/1412.6980
            optimizer adamax as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7) {
                state m = 0, u = 0
                a = lr / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                u = max(beta2 * u, abs(g))
                w = w - a * m / (u + epsilon)
            }

            ## Adam with the largest recent gradient in place of the root of the average square; epsilon is inside the maximum.
            optimizer adamax as torch(lr = 0.002, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8) {
                state m = 0, u = 0
                a = lr / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                u = max(beta2 * u, abs(g) + epsilon)
                w = w - a * m / u
            }

            ## Adam with the largest recent gradient in place of the root of the average square (Kingma and Ba, 2015, Algorithm 2).
            ## A weight that has seen no gradient yet stays: the paper's 0 / 0 is taken as 0.
            optimizer adamax as paper(lr = 0.002, beta1 = 0.9, beta2 = 0.999) {
                state m = 0, u = 0
                a = lr / (1 - beta1^t)
                m = beta1 * m + (1 - beta1) * g
                u = max(beta2 * u, abs(g))
                w = w - where(u > 0, a * m / u, 0)
            }
            """##
        ),
        (
            "asgd.lenet",
            ##"""
            ## Gradient descent with a falling rate; evaluation uses the average of the weights from step `from` on (Polyak and
            ## Juditsky, 1992).
            ## mean_w: the average of the weights since step `from`; before that, the weights themselves.
            ## rate: the rate of this step.
            ## from: the step from which on the weights are averaged.
            ## Good at: the end of a noisy training: the average lies nearer the minimum than any of the points it is made of.
            ## Fails: with its defaults the average begins after a million steps, which few trainings reach: say `from`.
            ## Source: Polyak and Juditsky, 1992, https://doi.org/10.1137/0330046
            optimizer asgd as torch(lr = 0.01, lambda = 0.0001, power = 0.75, from = 1e6) {
                state mean_w = w
                scalar rate = lr
                w = w * (1 - lambda * rate)
                w = w - rate * g
                mean_w = mean_w + (w - mean_w) / max(1, t - 1 - from)
                rate = lr / (1 + lambda * lr * t)^power
                evaluate mean_w
            }
            """##
        ),
        (
            "common.lenet",
            ##"""
            # What every rule takes besides its own parameters, and where it enters. These paragraphs are put before and after the
            # rule's own lines; an option that a rule has as a parameter of its own stays the rule's.

            ## Keras: the penalty is part of the loss, so it comes first; then clipping, then decay, then the rule.
            optimizer before as keras(lr, l2 = 0, clip_value = 0, clip_norm = 0, decay = 0) {
                if l2 > 0 { g = g + l2 * w }
                if clip_value > 0 { g = clamp(g, -clip_value, clip_value) }
                if clip_norm > 0 { g = g * where(norm(g) > clip_norm, clip_norm / norm(g), 1) }
                if decay > 0 { w = w - w * decay * lr }
            }

            ## PyTorch: clipping is a call of its own before the step; then the penalty, or decay, then the rule.
            optimizer before as torch(lr, l2 = 0, clip_value = 0, clip_norm = 0, decay = 0) {
                if clip_value > 0 { g = clamp(g, -clip_value, clip_value) }
                if clip_norm > 0 { g = g * min(1, clip_norm / (norm(g) + 1e-6)) }
                if l2 > 0 { g = g + l2 * w }
                if decay > 0 { w = w * (1 - lr * decay) }
            }

            ## The papers: Pascanu, Mikolov and Bengio (2013) clip by the norm; Loshchilov and Hutter (2019) decay apart from the rule.
            optimizer before as paper(lr, l2 = 0, clip_value = 0, clip_norm = 0, decay = 0) {
                if l2 > 0 { g = g + l2 * w }
                if clip_value > 0 { g = clamp(g, -clip_value, clip_value) }
                if clip_norm > 0 { g = g * where(norm(g) > clip_norm, clip_norm / norm(g), 1) }
                if decay > 0 { w = w - w * decay * lr }
            }

            ## Evaluation uses a running average of the weights (Polyak and Juditsky, 1992); it begins with the weights of the first step.
            optimizer after(average = 0) {
                if average > 0 {
                    state average_w = w
                    average_w = where(t > 1, average, 0) * average_w + (1 - where(t > 1, average, 0)) * w
                    evaluate average_w
                }
            }
            """##
        ),
        (
            "ftrl.lenet",
            ##"""
            ## Follow the regularised leader: weights are solved anew from all gradients so far; with `l1` many become exactly 0
            ## (McMahan and others, 2013). Its first step sets every weight near 0, whatever it was.
            ## a: the sum of the squared gradients so far.
            ## wider: that sum with this step's.
            ## z: the gradients so far, each freed of what its step has moved already.
            ## q: how strongly each weight is held.
            ## shrinkage: the strength of a penalty on large weights that is put on the gradient alone.
            ## beta: a constant that makes the first steps smaller.
            ## Good at: large linear models with sparse inputs, where `l1` keeps most weights at exactly 0.
            ## Fails: deep networks: it forgets the weights that they were given, since its first step solves each anew from one gradient, and a
            ## network whose weights are all near 0 learns hardly anything.
            ## Source: McMahan and others, 2013, https://doi.org/10.1145/2487575.2488200
            optimizer ftrl as keras(lr = 0.001, power = -0.5, start = 0.1, l1 = 0, l2 = 0, shrinkage = 0, beta = 0) {
                state a = start, z = 0
                wider = a + g^2
                if shrinkage > 0 {
                    z = z + (g + 2 * shrinkage * w) - (wider^(-power) - a^(-power)) / lr * w
                } else {
                    z = z + g - (wider^(-power) - a^(-power)) / lr * w
                }
                q = wider^(-power) / lr + 2 * (l2 + beta / (2 * lr))
                w = (clamp(z, -l1, l1) - z) / q
                a = wider
            }
            """##
        ),
        (
            "lamb.lenet",
            ##"""
            ## Adam whose step is as long as the weights of its array, times the rate: for large batches (You and others, 2020).
            ## m: the running average of the gradient.
            ## v: the running average of the squared gradient.
            ## r: Adam's step before the rate.
            ## trust: the length of the array's weights over the length of its step.
            ## Good at: batches of thousands of images, where a rate that suits all layers alike is hard to find.
            ## Fails: arrays that start from 0, as biases do, move at first by the rate alone and then in tiny steps. On small batches it gains
            ## nothing over adam.
            ## Source: You and others, 2020, https://arxiv.org/abs/1904.00962
            optimizer lamb as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7) {
                state m = 0, v = 0
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                r = m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
                trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w = w - lr * trust * r
            }
            """##
        ),
        (
            "lion.lenet",
            ##"""
            ## Only the sign of a blend of momentum and gradient counts: every weight moves by the rate (Chen and others, 2023).
            ## It wants a rate three to ten times smaller than Adam's.
            ## m: the running average of the gradient.
            ## Good at: large networks and large batches with a falling rate; it keeps one number for each weight where adam keeps two.
            ## Fails: every weight moves by the whole rate in every step, however small its gradient: at a fixed rate it never settles, and at
            ## adam's rate it is too fast. Small batches, whose signs are mostly noise, suit it badly.
            ## Source: Chen and others, 2023, https://arxiv.org/abs/2302.06675
            optimizer lion as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.99) {
                state m = 0
                w = w - lr * sign(beta1 * m + (1 - beta1) * g)
                m = beta2 * m + (1 - beta2) * g
            }

            ## Only the sign of a blend of momentum and gradient counts: every weight moves by the rate (Chen and others, 2023).
            optimizer lion as paper(lr = 0.0001, beta1 = 0.9, beta2 = 0.99) {
                state m = 0
                w = w - lr * sign(beta1 * m + (1 - beta1) * g)
                m = beta2 * m + (1 - beta2) * g
            }
            """##
        ),
        (
            "nadam.lenet",
            ##"""
            ## Adam that looks ahead as Nesterov's momentum does, with a momentum that warms up (Dozat, 2016).
            ## m: the running average of the gradient.
            ## v: the running average of the squared gradient.
            ## mu: the momentum of this step.
            ## next: the momentum of the next step.
            ## p: the product of all momenta so far.
            ## Good at: what adam is good at, a little faster in the first epochs.
            ## Fails: as adam does. Its schedule of the momentum hides in a constant (0.96), and the two frameworks run it 250 times apart, so
            ## a comparison across them compares two rules.
            ## Source: Dozat, 2016, https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ
            optimizer nadam as keras(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7) {
                state m = 0, v = 0
                scalar p = 1
                mu = beta1 * (1 - 0.5 * 0.96^t)
                next = beta1 * (1 - 0.5 * 0.96^(t + 1))
                p = p * mu
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                w = w - lr * (next * m / (1 - p * next) + (1 - mu) * g / (1 - p)) / (sqrt(v / (1 - beta2^t)) + epsilon)
            }

            ## Adam that looks ahead as Nesterov's momentum does (Dozat, 2016). The momentum warms up 250 times slower than in Keras.
            optimizer nadam as torch(lr = 0.002, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, momentum_decay = 0.004) {
                state m = 0, v = 0
                scalar p = 1
                mu = beta1 * (1 - 0.5 * 0.96^(t * momentum_decay))
                next = beta1 * (1 - 0.5 * 0.96^((t + 1) * momentum_decay))
                p = p * mu
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                w = w - lr * (next * m / (1 - p * next) + (1 - mu) * g / (1 - p)) / (sqrt(v / (1 - beta2^t)) + epsilon)
            }
            """##
        ),
        (
            "radam.lenet",
            ##"""
            ## Adam that trusts its divisor only when it has seen enough steps; before that, momentum alone (Liu and others, 2020).
            ## m: the running average of the gradient.
            ## v: the running average of the squared gradient.
            ## m_hat: the average gradient, freed of its start from 0.
            ## longest: how many gradients the second average sees in the end.
            ## length: how many it has seen so far.
            ## rectified: how far it can be trusted.
            ## Good at: trainings that adam needs a warm-up for: it brings its own.
            ## Fails: in its first five steps it is momentum alone, undivided: with gradients much larger than 1 those steps are large.
            ## Source: Liu and others, 2020, https://arxiv.org/abs/1908.03265
            optimizer radam as torch(lr = 0.001, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8) {
                state m = 0, v = 0
                longest = 2 / (1 - beta2) - 1
                length = longest - 2 * t * beta2^t / (1 - beta2^t)
                rectified = sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length))
                m = beta1 * m + (1 - beta1) * g
                v = beta2 * v + (1 - beta2) * g^2
                m_hat = m / (1 - beta1^t)
                w = w - lr * m_hat * where(length > 5, rectified * sqrt(1 - beta2^t) / (sqrt(v) + epsilon), 1)
            }
            """##
        ),
        (
            "rmsprop.lenet",
            ##"""
            ## AdaGrad that forgets: the gradient is divided by the root of a running average of its square (Hinton's lecture, 2012).
            ## `centered` takes the square of the running average away first; momentum keeps a share of the last step.
            ## v: the running average of the squared gradient.
            ## a: the running average of the gradient.
            ## b: the sum of past steps, older ones counting less.
            ## d: what the gradient is divided by.
            ## Good at: gradients whose size changes during the training, as in recurrent networks, with little tuning.
            ## Fails: nothing corrects the average's start from 0, so the first steps are several times the rate. At a fixed rate the loss keeps
            ## jumping near its minimum. Whether epsilon is inside the root matters where gradients are tiny.
            ## Source: Tieleman and Hinton, 2012, https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf; centred: Graves,
            ## 2013, https://arxiv.org/abs/1308.0850
            optimizer rmsprop as keras(lr = 0.001, rho = 0.9, momentum = 0, epsilon = 1e-7, centered = false) {
                state v = 0, a = 0, b = 0
                v = rho * v + (1 - rho) * g^2
                if centered {
                    a = rho * a + (1 - rho) * g
                    d = sqrt(v - a^2 + epsilon)
                } else {
                    d = sqrt(v + epsilon)
                }
                if momentum > 0 {
                    b = momentum * b + lr * g / d
                    w = w - b
                } else {
                    w = w - lr * g / d
                }
            }

            ## AdaGrad that forgets. Here epsilon stands outside the root, and the rate outside the momentum.
            optimizer rmsprop as torch(lr = 0.01, rho = 0.99, momentum = 0, epsilon = 1e-8, centered = false) {
                state v = 0, a = 0, b = 0
                v = rho * v + (1 - rho) * g^2
                if centered {
                    a = rho * a + (1 - rho) * g
                    d = sqrt(v - a^2) + epsilon
                } else {
                    d = sqrt(v) + epsilon
                }
                if momentum > 0 {
                    b = momentum * b + g / d
                    w = w - lr * b
                } else {
                    w = w - lr * g / d
                }
            }

            ## AdaGrad that forgets: the gradient is divided by the root of a running average of its square (Hinton's lecture, 2012).
            optimizer rmsprop as paper(lr = 0.001, rho = 0.9, epsilon = 1e-8) {
                state v = 0
                v = rho * v + (1 - rho) * g^2
                w = w - lr * g / sqrt(v + epsilon)
            }
            """##
        ),
        (
            "rprop.lenet",
            ##"""
            ## Only the gradient's sign counts: each weight's step grows while the sign stays and shrinks when it changes
            ## (Riedmiller and Braun, 1993). Made for whole passes; the noise of small batches shrinks every step.
            ## s: the length of each weight's step.
            ## last: the gradient of the last step; 0 where it had changed its sign.
            ## turn: above 0 where the gradient kept its sign.
            ## Good at: small networks trained on all their images at once; how large the gradients are does not matter at all.
            ## Fails: with batches: noise turns the signs, each turn halves a step, and soon nothing moves.
            ## Source: Riedmiller and Braun, 1993, https://doi.org/10.1109/ICNN.1993.298623
            optimizer rprop as torch(lr = 0.01, shrink = 0.5, grow = 1.2, least = 1e-6, most = 50) {
                state s = lr, last = 0
                turn = g * last
                s = clamp(s * where(turn > 0, grow, where(turn < 0, shrink, 1)), least, most)
                g = where(turn < 0, 0, g)
                w = w - sign(g) * s
                last = g
            }
            """##
        ),
        (
            "schedule_free_adamw.lenet",
            ##"""
            ## AdamW without a schedule: gradients are taken between a fast point and the average of all fast points, and evaluation
            ## uses the average (Defazio and others, 2024).
            ## z: the fast point, which makes the steps.
            ## x: the average of all fast points, which evaluation uses.
            ## v: the running average of the squared gradient.
            ## rate: the rate of this step.
            ## Good at: trainings whose length is not known beforehand: it needs no schedule that ends.
            ## Fails: if evaluation took the weights it trains with instead of their average it would look much worse than it is; here
            ## `evaluate` and what is saved use the average. It wants a larger rate than adam.
            ## Source: Defazio and others, 2024, https://arxiv.org/abs/2405.15682
            optimizer schedule_free_adamw as keras(lr = 0.0025, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, warmup = 0) {
                state z = w, v = 0
                if warmup > 0 { rate = lr * min(1, t / warmup) } else { rate = lr }
                x = (w - (1 - beta1) * z) / beta1
                v = beta2 * v + (1 - beta2) * g^2
                z = z - rate * g / (sqrt(v / (1 - beta2^t)) + epsilon)
                x = (1 - 1 / t) * x + z / t
                w = (1 - beta1) * z + beta1 * x
                evaluate x
            }
            """##
        ),
        (
            "schedules.lenet",
            ##"""
            # A schedule gives the rate of the update about to be made. It sees lr (the base rate), step and epoch (both done so far,
            # from 0), steps and epochs (of the whole training).

            ## The rate stays as it is.
            ## Good at: a first look at a rule.
            ## Fails: near the minimum, where the noise of the batches keeps a fixed rate jumping about.
            schedule constant() = lr

            ## The rate is multiplied by `factor` after every so many epochs.
            ## every: after how many epochs.
            ## factor: what the rate is multiplied by.
            schedule step(every = 10, factor = 0.1) = lr * factor ^ floor(epoch / every)

            ## The rate falls by `factor` over every so many updates (one epoch unless said), smoothly.
            ## every: over how many updates.
            ## factor: what the rate is multiplied by over so many updates.
            schedule exponential as keras(factor = 0.9, every = steps / epochs) = lr * factor ^ (step / every)

            ## The rate is multiplied by `factor` after every epoch.
            ## factor: what the rate is multiplied by after every epoch.
            schedule exponential as torch(factor = 0.9) = lr * factor ^ epoch

            ## Half a cosine from the rate down to `lowest` times the rate, over so many updates (the whole training unless said); then it stays there.
            ## over: how many updates it takes to the bottom.
            ## lowest: what it ends at, as a part of the rate in keras, as a rate in torch.
            ## Good at: a training whose length is known: large steps for most of it, small ones at the end.
            ## Fails: when a training goes on after its end: the rate stays at the bottom (keras) or climbs again (torch).
            ## Source: Loshchilov and Hutter, 2017, https://arxiv.org/abs/1608.03983
            schedule cosine as keras(over = steps, lowest = 0) = lr * ((1 - lowest) * 0.5 * (1 + cos(pi * min(step, over) / over)) + lowest)

            ## A cosine from the rate down to the rate `lowest`, over so many updates (the whole training unless said); after that it climbs again.
            schedule cosine as torch(over = steps, lowest = 0) = lowest + (lr - lowest) * (1 + cos(pi * step / over)) / 2

            ## The rate divided by a number that grows with the updates; `staircase` counts only whole stretches of `every`.
            ## every: how many updates count as one.
            ## factor: how fast it falls.
            ## staircase: whether only whole stretches count.
            schedule inverse_time(factor = 0.5, every = steps / epochs, staircase = false) = lr / (1 + factor * where(staircase, floor(step / every), step / every))

            ## From the rate to the rate `lowest` over so many updates, along a power of the way that is left.
            ## over: how many updates it takes.
            ## lowest: the rate that it ends at.
            ## power: 1 is a straight line.
            ## cycle: whether it begins anew, longer, when it has reached its end.
            schedule polynomial as keras(over = steps, lowest = 0.0001, power = 1, cycle = false) = (lr - lowest) * (1 - where(cycle, step / (over * max(1, -floor(-step / over))), min(step, over) / over)) ^ power + lowest

            ## From the rate to 0 over so many updates, along a power of the way that is left.
            ## over: how many updates it takes.
            ## power: 1 is a straight line.
            schedule polynomial as torch(over = steps, power = 1) = lr * (1 - min(step, over) / over) ^ power

            ## From a part of the rate to another part of it, in a straight line over so many updates.
            ## over: how many updates it takes.
            ## from: the part of the rate that it begins with.
            ## to: the part of the rate that it ends with.
            schedule linear(over = steps / epochs, from = 0.3333333333333333, to = 1) = lr * (from + (to - from) * min(step, over) / over)

            ## A part of the rate for so many updates, then the whole rate.
            ## over: for how many updates.
            ## factor: the part of the rate.
            schedule reduced_start(over = steps / epochs, factor = 0.3333333333333333) = where(step < over, lr * factor, lr)

            ## A straight rise to the rate over the first updates, then half a cosine down to `lowest` times the rate.
            ## warmup: for how many updates the rate rises.
            ## from: the rate that it rises from, in keras; the part of the rate, in torch.
            ## over: how many updates the cosine takes.
            ## lowest: what it ends at, as a part of the rate in keras, as a rate in torch.
            schedule cosine_warmup as keras(warmup = steps / 10, from = 0, over = steps - steps / 10, lowest = 0) = where(step < warmup, from + (lr - from) * step / warmup, lr * ((1 - lowest) * 0.5 * (1 + cos(pi * min(step - warmup, over) / over)) + lowest))

            ## A straight rise from a part of the rate over the first updates, then a cosine down to the rate `lowest`.
            schedule cosine_warmup as torch(warmup = steps / 10, from = 0.1, over = steps - steps / 10, lowest = 0) = where(step < warmup, lr * (from + (1 - from) * step / warmup), lowest + (lr - lowest) * (1 + cos(pi * (step - warmup) / over)) / 2)
            """##
        ),
        (
            "sgd.lenet",
            ##"""
            ## Gradient descent: a step against the gradient, as long as the rate says.
            ## With momentum the step keeps a share of the last one; `nesterov` looks ahead along it.
            ## In this form the rate is inside the momentum, so a rate that changes takes its time to arrive.
            ## v: the step that was made last.
            ## b: the sum of past gradients, each step's share of the older ones smaller.
            ## Good at: image networks when its rate is tuned and falls over the training; often the best final accuracy of all rules.
            ## Fails: it wants its rate tuned: a rate made for another rule leaves it far behind or lets it diverge. Gradients of very
            ## different size in different layers get steps of very different size; flat stretches take it long.
            ## Source: Robbins and Monro, 1951, https://doi.org/10.1214/aoms/1177729586; momentum: Polyak, 1964, and Rumelhart, Hinton and
            ## Williams, 1986; Nesterov's: Sutskever and others, 2013, https://proceedings.mlr.press/v28/sutskever13.html
            optimizer sgd as keras(lr = 0.01, momentum = 0, nesterov = false) {
                state v = 0
                if momentum > 0 {
                    v = momentum * v - lr * g
                    if nesterov { w = w + momentum * v - lr * g } else { w = w + v }
                } else {
                    w = w - lr * g
                }
            }

            ## Gradient descent: a step against the gradient, as long as the rate says.
            ## In this form the rate is outside the momentum, so a rate that changes holds for the whole step at once.
            optimizer sgd as torch(lr = 0.001, momentum = 0, dampening = 0, nesterov = false) {
                state b = 0
                if momentum > 0 {
                    if dampening > 0 {
                        b = momentum * b + where(t == 1, 1, 1 - dampening) * g
                    } else {
                        b = momentum * b + g
                    }
                    if nesterov { w = w - lr * (g + momentum * b) } else { w = w - lr * b }
                } else {
                    w = w - lr * g
                }
            }

            ## Gradient descent. Momentum as in Rumelhart, Hinton and Williams (1986), Nesterov's as in Sutskever and others (2013).
            optimizer sgd as paper(lr = 0.01, momentum = 0, nesterov = false) {
                state v = 0
                if momentum > 0 {
                    v = momentum * v - lr * g
                    if nesterov { w = w + momentum * v - lr * g } else { w = w + v }
                } else {
                    w = w - lr * g
                }
            }
            """##
        ),
    ]
}
