import LenetCards

/// What the hyper-parameters' names mean in every rule: which values they take, in one sentence what they do, and what other
/// tools call them. A user's own rule may use other names; those take any finite number.
enum HyperparameterCatalogue {
    struct Entry {
        var range: Interval
        var summary: String
        var otherSpellings: [String] = []
    }

    static func entry(_ name: String) -> Entry {
        entries[name] ?? Entry(range: .any, summary: "A setting of this rule.")
    }

    static let entries: [String: Entry] = [
        "lr": Entry(
            range: .nonNegative, summary: "The learning rate: how far a step goes, before the schedule.",
            otherSpellings: ["learning_rate", "rate", "eta", "step_size"]),
        "momentum": Entry(
            range: .decay, summary: "The share of the last step's movement that is kept.", otherSpellings: ["mu"]),
        "dampening": Entry(range: .share, summary: "The share of the gradient that does not enter the momentum.", otherSpellings: ["damp"]),
        "rho": Entry(
            range: .decay, summary: "The share of the old average that is kept at each step.",
            otherSpellings: ["alpha", "gamma", "decay_rate"]),
        "beta1": Entry(
            range: .decay, summary: "The share of the gradients' average that is kept at each step.",
            otherSpellings: ["beta_1", "betas", "b1"]),
        "beta2": Entry(
            range: .decay, summary: "The share of the squared gradients' average that is kept at each step.",
            otherSpellings: ["beta_2", "betas", "b2"]),
        "epsilon": Entry(
            range: .nonNegative, summary: "A small number that keeps a denominator from 0.", otherSpellings: ["eps", "epsilon_1"]),
        "start": Entry(
            range: .nonNegative, summary: "What the accumulator of squared gradients starts from.",
            otherSpellings: ["initial_accumulator_value", "initial"]),
        "rate_decay": Entry(
            range: .nonNegative, summary: "The rate is divided by 1 + rate_decay * (t - 1).", otherSpellings: ["lr_decay"]),
        "momentum_decay": Entry(range: .nonNegative, summary: "How fast the momentum warms up to beta1."),
        "shrink": Entry(range: Interval(lower: 0, includesLower: false, upper: 1, includesUpper: false), summary: "The step's factor where the gradient changed its sign.", otherSpellings: ["etas", "eta_minus"]),
        "grow": Entry(range: Interval(lower: 1, includesLower: false, upper: .infinity, includesUpper: false), summary: "The step's factor where the gradient kept its sign.", otherSpellings: ["etas", "eta_plus"]),
        "least": Entry(range: .nonNegative, summary: "The smallest step.", otherSpellings: ["step_sizes"]),
        "most": Entry(range: .positive, summary: "The largest step.", otherSpellings: ["step_sizes"]),
        "lambda": Entry(range: .nonNegative, summary: "The decay of the weights inside the rule.", otherSpellings: ["lambd"]),
        "power": Entry(range: .any, summary: "The exponent."),
        "l1": Entry(range: .nonNegative, summary: "The strength of the pull of each weight towards 0 by a constant."),
        "warmup": Entry(range: .nonNegative, summary: "Over how many steps the rate rises to its full height.", otherSpellings: ["warmup_steps"]),

        "decay": Entry(
            range: .nonNegative, summary: "Each step takes lr * decay of every weight away, apart from the rule (decoupled weight decay).",
            otherSpellings: ["weight_decay", "wd", "decoupled_weight_decay"]),
        "l2": Entry(
            range: .nonNegative, summary: "Adds l2 * w to the gradient: a penalty on large weights.",
            otherSpellings: ["weight_decay", "wd", "weight_penalty"]),
        "clip_value": Entry(
            range: .positive, summary: "Each number of the gradient is held between -clip_value and clip_value.",
            otherSpellings: ["clipvalue", "clip"]),
        "clip_norm": Entry(
            range: .positive, summary: "A gradient array longer than this is scaled down to this length.",
            otherSpellings: ["clipnorm", "max_norm", "clip"]),
        "clip_global": Entry(
            range: .positive, summary: "All gradients together are scaled down to this length.",
            otherSpellings: ["global_clipnorm", "clip_global_norm"]),
        "average": Entry(
            range: .decay, summary: "Evaluation uses a running average of the weights; this share of it is kept at each step.",
            otherSpellings: ["use_ema", "ema", "ema_momentum"]),
        "accumulate": Entry(
            range: .positive, summary: "How many batches' gradients are averaged before the weights move.",
            otherSpellings: ["gradient_accumulation_steps"]),
    ]

    /// Options that belong to every rule, in the order of help.
    static let common = ["decay", "l2", "clip_value", "clip_norm", "clip_global", "average", "accumulate"]
    /// Those of them that are not built yet: using one is an error.
    static let notYet: Set<String> = ["clip_global", "accumulate"]

    static func parameter(_ name: String, isFlag: Bool, default value: Parameter.Default) -> Parameter {
        if isFlag {
            return Parameter(name, .flag, .flag, default: value, flagSummaries[name] ?? "Turns this part of the rule on.")
        }
        let entry = entry(name)
        return Parameter(name, .option, .number(entry.range), default: value, entry.summary, otherSpellings: entry.otherSpellings)
    }

    static let flagSummaries: [String: String] = [
        "nesterov": "Looks ahead: the gradient counts once more on top of the momentum.",
        "centered": "Divides by the spread of the gradient round its average instead of by its size.",
        "amsgrad": "Divides by the largest average seen so far, so that the step never grows again.",
        "plain": "Without the look ahead of Nesterov's momentum.",
    ]

    /// The name that another tool's word stands for, among the names a rule takes.
    static func translation(of word: String, among names: [String]) -> String? {
        names.first { entry($0).otherSpellings.contains(word) }
    }
}
