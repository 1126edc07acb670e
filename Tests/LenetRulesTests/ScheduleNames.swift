import LenetRules
import LenetTestSupport

/// The one table from the frameworks' schedules to ours.
enum ScheduleNames {
    struct Use {
        var name: String
        var base: Double
        var settings: [String: RuleSetting.Value]
    }

    struct Unknown: Error, CustomStringConvertible {
        var description: String
    }

    /// An entry's schedule, base rate and settings; throws where a parameter is not in the table.
    static func use(_ entry: GoldenSchedule) throws -> Use {
        var name = names[entry.schedule] ?? entry.schedule.replacing("-", with: "_")
        let parameters = entry.parameters
        // A rate that falls by steps has a class of its own here only where it counts epochs.
        if entry.schedule == "multistep", parameters["values"] != nil { name = "piecewise" }
        var base = 0.1
        if case .number(let rate)? = parameters["base_lr"] ?? parameters["initial_learning_rate"] { base = rate }
        var settings: [String: RuleSetting.Value] = [:]
        for (parameter, value) in parameters {
            guard let ours = setting(entry.schedule, parameter, value) else {
                throw Unknown(description: "the table does not know \(parameter) = \(value) of \(entry.schedule)")
            }
            for (name, value) in ours { settings[name] = value }
        }
        switch entry.schedule {
        case "cosine-warmup":
            // Keras rises from its initial rate to the target; PyTorch to the base rate, from a part of it.
            if case .number(let target)? = parameters["warmup_target"] {
                settings["from"] = .number(base)
                base = target
            }
        case "one-cycle":
            // The base rate is ignored: the highest is ours.
            if case .number(let top)? = parameters["max_lr"] { base = top }
        default: break
        }
        return Use(name: name, base: base, settings: settings)
    }

    /// PyTorch's ConstantLR is a lower rate for the first steps; `constant` here leaves the rate alone.
    private static let names = ["constant": "reduced_start"]

    /// nil where this table does not know the parameter; an empty list: said otherwise, or what holds anyway.
    private static func setting(_ schedule: String, _ name: String, _ value: GoldenValue) -> [(String, RuleSetting.Value)]? {
        switch (schedule, name, value) {
        case (_, "base_lr", .number), (_, "initial_learning_rate", .number), (_, _, .null): []
        case ("step", "step_size", .number(let v)), ("step", "decay_steps", .number(let v)): [("every", .number(v))]
        case ("step", "gamma", .number(let v)), ("step", "decay_rate", .number(let v)): [("factor", .number(v))]
        case ("step", "staircase", .flag(true)): []
        case ("multistep", "milestones", .list(let v)), ("multistep", "boundaries", .list(let v)): numbers(v).map { [("milestones", $0)] }
        case ("multistep", "values", .list(let v)): numbers(v).map { [("values", $0)] }
        case ("multistep", "gamma", .number(let v)): [("factor", .number(v))]
        case ("exponential", "gamma", .number(let v)), ("exponential", "decay_rate", .number(let v)): [("factor", .number(v))]
        case ("exponential", "decay_steps", .number(let v)): [("every", .number(v))]
        case ("exponential", "staircase", .flag(let v)), ("inverse-time", "staircase", .flag(let v)): v ? [("staircase", true)] : []
        case ("cosine", "T_max", .number(let v)), ("cosine", "decay_steps", .number(let v)): [("over", .number(v))]
        case ("cosine", "eta_min", .number(let v)), ("cosine", "alpha", .number(let v)): [("lowest", .number(v))]
        case ("cosine", "warmup_steps", .number(0)): []
        case ("cosine-warmup", "start_factor", .number(let v)): [("from", .number(v))]
        case ("cosine-warmup", "end_factor", .number(let v)): [("to", .number(v))]
        case ("cosine-warmup", "total_iters", .number(let v)): [("rise", .number(v))]
        case ("cosine-warmup", "milestone", .number(let v)), ("cosine-warmup", "warmup_steps", .number(let v)): [("warmup", .number(v))]
        case ("cosine-warmup", "T_max", .number(let v)), ("cosine-warmup", "decay_steps", .number(let v)): [("over", .number(v))]
        case ("cosine-warmup", "eta_min", .number(let v)), ("cosine-warmup", "alpha", .number(let v)): [("lowest", .number(v))]
        case ("cosine-warmup", "warmup_target", .number): []
        case ("warm-restarts", "T_0", .number(let v)), ("warm-restarts", "first_decay_steps", .number(let v)): [("every", .number(v))]
        case ("warm-restarts", "T_mult", .number(let v)), ("warm-restarts", "t_mul", .number(let v)): [("grow", .number(v))]
        case ("warm-restarts", "m_mul", .number(let v)): [("shrink", .number(v))]
        case ("warm-restarts", "eta_min", .number(let v)), ("warm-restarts", "alpha", .number(let v)): [("lowest", .number(v))]
        case ("polynomial", "total_iters", .number(let v)), ("polynomial", "decay_steps", .number(let v)): [("over", .number(v))]
        case ("polynomial", "end_learning_rate", .number(let v)): [("lowest", .number(v))]
        case ("polynomial", "power", .number(let v)): [("power", .number(v))]
        case ("polynomial", "cycle", .flag(let v)): v ? [("cycle", true)] : []
        case ("linear", "start_factor", .number(let v)): [("from", .number(v))]
        case ("linear", "end_factor", .number(let v)): [("to", .number(v))]
        case ("linear", "total_iters", .number(let v)): [("over", .number(v))]
        case ("constant", "factor", .number(let v)): [("factor", .number(v))]
        case ("constant", "total_iters", .number(let v)): [("over", .number(v))]
        case ("inverse-time", "decay_rate", .number(let v)): [("factor", .number(v))]
        case ("inverse-time", "decay_steps", .number(let v)): [("every", .number(v))]
        case ("one-cycle", "max_lr", .number): []
        case ("one-cycle", "total_steps", .number(let v)): [("over", .number(v))]
        case ("one-cycle", "pct_start", .number(let v)): [("rise", .number(v))]
        case ("one-cycle", "anneal_strategy", .text("cos")): []
        case ("one-cycle", "anneal_strategy", .text("linear")): [("straight", true)]
        case ("one-cycle", "div_factor", .number(let v)): [("divide", .number(v))]
        case ("one-cycle", "final_div_factor", .number(let v)): [("divide_end", .number(v))]
        case ("one-cycle", "three_phase", .flag(let v)): v ? [("three_phase", true)] : []
        case ("one-cycle", "cycle_momentum", .flag(let v)), ("cyclic", "cycle_momentum", .flag(let v)): v ? [] : [("keep_momentum", true)]
        case ("one-cycle", "base_momentum", .number(let v)), ("cyclic", "base_momentum", .number(let v)): [("low_momentum", .number(v))]
        case ("one-cycle", "max_momentum", .number(let v)), ("cyclic", "max_momentum", .number(let v)): [("high_momentum", .number(v))]
        case ("cyclic", "max_lr", .number(let v)): [("top", .number(v))]
        case ("cyclic", "step_size_up", .number(let v)): [("up", .number(v))]
        case ("cyclic", "step_size_down", .number(let v)): [("down", .number(v))]
        case ("cyclic", "mode", .text("triangular")), ("cyclic", "mode", .text("exp_range")): []
        case ("cyclic", "mode", .text("triangular2")): [("halving", true)]
        case ("cyclic", "gamma", .number(let v)): v == 1 ? [] : [("gamma", .number(v))]
        case ("plateau", "mode", .text(let mode)): mode == "max" ? [("highest", true)] : mode == "min" ? [] : nil
        case ("plateau", "factor", .number(let v)): [("factor", .number(v))]
        case ("plateau", "patience", .number(let v)): [("patience", .number(v))]
        case ("plateau", "threshold", .number(let v)), ("plateau", "min_delta", .number(let v)): [("threshold", .number(v))]
        case ("plateau", "threshold_mode", .text(let mode)): mode == "abs" ? [("absolute", true)] : mode == "rel" ? [] : nil
        case ("plateau", "cooldown", .number(let v)): [("cooldown", .number(v))]
        case ("plateau", "min_lr", .number(let v)): [("lowest", .number(v))]
        case ("plateau", "eps", .number(let v)): [("least_change", .number(v))]
        default: nil
        }
    }

    private static func numbers(_ values: [GoldenValue]) -> RuleSetting.Value? {
        var numbers: [Double] = []
        for value in values {
            guard case .number(let number) = value else { return nil }
            numbers.append(number)
        }
        return .list(numbers)
    }
}
