import LenetEngine
import LenetRules
import LenetTestSupport

/// A value in the frameworks' hyper-parameters: whatever JSON has.
enum GoldenValue: Decodable, Equatable, CustomStringConvertible {
    case null, flag(Bool), number(Double), text(String), list([GoldenValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() { self = .null }
        else if let flag = try? container.decode(Bool.self) { self = .flag(flag) }
        else if let number = try? container.decode(Double.self) { self = .number(number) }
        else if let text = try? container.decode(String.self) { self = .text(text) }
        else { self = .list(try container.decode([GoldenValue].self)) }
    }

    var description: String {
        switch self {
        case .null: "null"
        case .flag(let value): "\(value)"
        case .number(let value): "\(value)"
        case .text(let value): value
        case .list(let values): "\(values)"
        }
    }
}

/// The one table from the frameworks' names to ours.
enum FrameworkNames {
    typealias Settings = [(String, RuleSetting.Value)]

    /// Everything that an entry says of its rule, as settings of ours; throws where a name or a value is not in the table.
    static func settings(of entry: GoldenTrajectory, dialect: Dialect) throws -> [String: RuleSetting.Value] {
        try settings(of: entry.hyperparameters, class: entry.class, dialect: dialect)
    }

    static func settings(
        of hyperparameters: [String: GoldenValue], class kind: String, dialect: Dialect
    ) throws -> [String: RuleSetting.Value] {
        var settings: [String: RuleSetting.Value] = [:]
        for (name, value) in hyperparameters {
            guard let ours = self.settings(name, value, class: kind, dialect: dialect) else {
                throw Unknown(name: name, value: value.description, kind: kind)
            }
            for (name, value) in ours { settings[name] = value }
        }
        // Keras keeps an average only where its flag is set.
        if dialect == .keras, hyperparameters["use_ema"] != .flag(true) {
            settings["average"] = nil
            settings["overwrite"] = nil
        }
        // PyTorch's flag says what its weight_decay means.
        if settings.removeValue(forKey: "decoupled") != nil, let l2 = settings.removeValue(forKey: "l2") { settings["decay"] = l2 }
        return settings
    }

    struct Unknown: Error, CustomStringConvertible {
        var name, value, kind: String
        var description: String { "the table does not know \(name) = \(value) of \(kind)" }
    }

    /// What a framework's hyper-parameter says here; an empty list: what holds anyway. nil: this table does not know it.
    private static func settings(_ name: String, _ value: GoldenValue, class kind: String, dialect: Dialect) -> Settings? {
        switch (name, value) {
        // How the framework computes, not what.
        case ("foreach", _), ("fused", _), ("capturable", _), ("differentiable", _), ("jit_compile", _), ("name", _): return []
        // Which variables Keras' Muon leaves to AdamW by their names: there are none here.
        case ("exclude_layers", _), ("exclude_embeddings", _): return []
        // The rule limits the rate by 1 / sqrt(t) once more anyway.
        case ("relative_step", _) where kind == "Adafactor": return []

        // Not set. Where our rule has a decay of its own, not set means none.
        case ("weight_decay", .null): return dialect == .keras ? [("decay", 0)] : [("l2", 0)]
        case ("adam_weight_decay", .null): return [("adam_decay", 0)]
        case ("rms_rate", .null): return [("rms_rate", 0)]
        case (_, .null): return []

        case ("learning_rate", .number(let v)), ("lr", .number(let v)): return [("lr", .number(v))]
        case ("momentum", .number(let v)): return [("momentum", .number(v))]
        case ("dampening", .number(let v)): return v == 0 ? [] : [("dampening", .number(v))]
        case ("nesterov", .flag(let v)) where kind == "Muon": return v ? [] : [("plain", true)]
        case ("nesterov", .flag(let v)): return v ? [("nesterov", true)] : []
        case ("centered", .flag(let v)): return v ? [("centered", true)] : []
        case ("amsgrad", .flag(let v)): return v ? [("amsgrad", true)] : []
        case ("maximize", .flag(let v)): return v ? [("maximize", true)] : []
        case ("rho", .number(let v)): return [("rho", .number(v))]
        case ("alpha", .number(let v)) where kind == "RMSprop": return [("rho", .number(v))]
        case ("epsilon", .number(let v)), ("eps", .number(let v)): return [("epsilon", .number(v))]
        case ("beta_1", .number(let v)): return [("beta1", .number(v))]
        case ("beta_2", .number(let v)): return [("beta2", .number(v))]
        case ("betas", .list(let v)): return pair(v, "beta1", "beta2")
        case ("initial_accumulator_value", .number(let v)): return [("start", .number(v))]
        case ("lr_decay", .number(let v)): return [("rate_decay", .number(v))]
        case ("momentum_decay", .number(let v)): return [("momentum_decay", .number(v))]
        case ("warmup_steps", .number(let v)): return [("warmup", .number(v))]

        case ("clipvalue", .number(let v)): return [("clip_value", .number(v))]
        case ("clipnorm", .number(let v)): return [("clip_norm", .number(v))]
        case ("global_clipnorm", .number(let v)): return [("clip_global", .number(v))]
        case ("use_ema", .flag): return []
        case ("ema_momentum", .number(let v)): return [("average", .number(v))]
        case ("ema_overwrite_frequency", .number(let v)): return [("overwrite", .number(v))]
        case ("gradient_accumulation_steps", .number(let v)): return [("accumulate", .number(v))]
        case ("weight_decay", .number(let v)):
            let isDecoupled = dialect == .keras || ["AdamW", "Muon", "Adafactor"].contains(kind)
            return [(isDecoupled ? "decay" : "l2", .number(v))]
        case ("decoupled_weight_decay", .flag(let v)): return v ? [("decoupled", true)] : []

        case ("etas", .list(let v)): return pair(v, "shrink", "grow")
        case ("step_sizes", .list(let v)): return pair(v, "least", "most")
        case ("lambd", .number(let v)): return [("lambda", .number(v))]
        case ("alpha", .number(let v)) where kind == "ASGD": return [("power", .number(v))]
        case ("t0", .number(let v)): return [("from", .number(v))]

        case ("learning_rate_power", .number(let v)): return [("power", .number(v))]
        case ("l1_regularization_strength", .number(let v)): return [("l1", .number(v))]
        case ("l2_regularization_strength", .number(let v)): return [("l2", .number(v))]
        case ("l2_shrinkage_regularization_strength", .number(let v)): return v == 0 ? [] : [("shrinkage", .number(v))]
        case ("beta", .number(let v)): return [("beta", .number(v))]

        case ("ns_steps", .number(let v)): return [("rounds", .number(v))]
        case ("ns_coefficients", .list(let v)):
            guard v.count == 3, case .number(let a) = v[0], case .number(let b) = v[1], case .number(let c) = v[2] else { return nil }
            return [("a", .number(a)), ("b", .number(b)), ("c", .number(c))]
        case ("adjust_lr_fn", .text("original")): return []
        case ("adjust_lr_fn", .text("match_rms_adamw")): return [("match_rms", true)]
        case ("adjust_lr_fn", .text("spectral_unclamped")): return [("spectral", true)]
        case ("muon_a", .number(let v)): return [("a", .number(v))]
        case ("muon_b", .number(let v)): return [("b", .number(v))]
        case ("muon_c", .number(let v)): return [("c", .number(v))]
        case ("rms_rate", .number(let v)): return [("rms_rate", .number(v))]
        case ("adam_beta_1", .number(let v)): return [("adam_beta1", .number(v))]
        case ("adam_beta_2", .number(let v)): return [("adam_beta2", .number(v))]
        case ("adam_lr_ratio", .number(let v)): return [("adam_lr_ratio", .number(v))]
        case ("adam_weight_decay", .number(let v)): return [("adam_decay", .number(v))]

        case ("beta_2_decay", .number(let v)), ("beta2_decay", .number(let v)): return [("beta2_decay", .number(v))]
        case ("epsilon_1", .number(let v)): return [("epsilon1", .number(v))]
        case ("epsilon_2", .number(let v)): return [("epsilon2", .number(v))]
        case ("eps", .list(let v)) where kind == "Adafactor":
            guard v.count == 2, case .number(let second) = v[1] else { return nil }
            // Not set: the machine's epsilon for the precision, which is double in these files.
            if case .number(let first) = v[0] { return [("epsilon1", .number(first)), ("epsilon2", .number(second))] }
            return [("epsilon1", .number(Double.ulpOfOne)), ("epsilon2", .number(second))]
        case ("clip_threshold", .number(let v)), ("d", .number(let v)): return [("clip_threshold", .number(v))]
        default: return nil
        }
    }

    private static func pair(_ values: [GoldenValue], _ first: String, _ second: String) -> Settings? {
        guard values.count == 2, case .number(let a) = values[0], case .number(let b) = values[1] else { return nil }
        return [(first, .number(a)), (second, .number(b))]
    }

    /// Our name of the rule that a framework's class is.
    static let rules: [String: String] = [
        "SGD": "sgd", "Adagrad": "adagrad", "RMSprop": "rmsprop", "Adadelta": "adadelta", "Adam": "adam", "AdamW": "adamw",
        "Adamax": "adamax", "Nadam": "nadam", "NAdam": "nadam", "RAdam": "radam", "Lion": "lion", "Lamb": "lamb", "Rprop": "rprop",
        "ASGD": "asgd", "Ftrl": "ftrl", "ScheduleFreeAdamW": "schedule_free_adamw", "Muon": "muon", "Adafactor": "adafactor",
    ]

    /// Rules of the files that are not run, each with its reason; whatever else cannot be run fails.
    static let skipped: [String: String] = [
        "muon-bfloat16": "PyTorch's rounding to bfloat16 inside its iteration, an exhibit that the files' README asks not to test against"
    ]
}
