import LenetCommands

/// The prompt says where one is: the model, the rule of its last training, its epochs.
package enum PromptText {
    private static let longestName = 20

    /// `lenet> `, `lenet5> `, `lenet5 adam epoch 3> `, `lenet5 adam epoch 3, paused> `. ASCII: some versions of libedit count
    /// other characters wrong.
    package static func text(_ session: Session) -> String {
        guard let state = session.training else { return "lenet> " }
        var text = short(state.network.plan.name)
        if state.optimizer != nil, let rule = session.lastRule { text += " \(short(rule.name)) epoch \(state.history.last?.epoch ?? 0)" }
        if session.paused != nil { text += ", paused" }
        return text + "> "
    }

    private static func short(_ name: String) -> String {
        name.count > longestName ? name.prefix(longestName - 2) + ".." : name
    }
}
