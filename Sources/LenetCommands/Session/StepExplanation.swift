import LenetData
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

/// What `step` says of an update: its account, and of everything watched what happened to it.
package struct StepExplanation: Sendable {
    package var account: StepAccount
    /// The training that the update belongs to, as it stood before.
    package var contender: Contender
    package var recipe: Recipe
    /// Of every update of the statement, before it.
    package var losses: [(step: Int, loss: Double)]
    package var watched: [Item]

    package struct Item: Sendable {
        package enum What: Sendable {
            /// nil where the gradients wait for those of other batches.
            case weight(WeightTrace?, gradient: Double, value: Double)
            case weights(count: Int, weight: Double, gradient: Double, update: Double)
            case expression(before: Double, after: Double)
        }
        package var text: String
        package var what: What
    }

    init(
        of update: Stepping.Update, losses: [(step: Int, loss: Double)], isVerbose: Bool, at span: Span, in session: Session
    ) throws {
        let training = update.training
        contender = training.contender
        recipe = training.recipe
        self.losses = losses
        let options = TrainingOptions(
            rule: training.contender.rule, loss: training.recipe.loss, epochs: training.recipe.epochs, batchSize: training.recipe.batchSize)
        let found: StepAccount?
        do {
            found = try session.machine().account(
                from: update.before, to: update.after, on: training.recipe.data, options: options, resuming: training.pause)
        } catch {
            throw Failure(.engine(error), at: span)
        }
        // An update that was made has a loss that is finite.
        guard let found else { throw Failure(.engine(.noImages(split: "training")), at: span) }
        account = found
        watched = []
        try explain(update, isVerbose: isVerbose, at: span, in: session)
    }

    private mutating func explain(_ update: Stepping.Update, isVerbose: Bool, at span: Span, in session: Session) throws {
        let plan = update.before.network.plan
        let reader = WeightReader(plan: plan, session: session)
        var weights: [Int] = []
        for item in session.watched {
            guard case .place(let place) = item.subject, place.isWeight(in: plan), let range = place.range(in: plan) else { continue }
            weights.append(range.lowerBound)
        }
        var traces = try self.traces(of: weights, update, number: StepReport.writer(isVerbose: isVerbose, of: Float.self), at: span, in: session)[...]
        for item in session.watched {
            switch item.subject {
            case .place(let place):
                guard let range = place.range(in: plan) else {
                    session.note("\(item.text) is not in \(plan.name), so it is not shown")
                    continue
                }
                if place.isWeight(in: plan) {
                    let index = range.lowerBound
                    watched.append(
                        Item(
                            text: item.text,
                            what: .weight(traces.popFirst(), gradient: Double(account.gradients[index]), value: Double(account.weightsAfter[index]))))
                } else {
                    let norms = account.norms(range)
                    watched.append(
                        Item(text: item.text, what: .weights(count: range.count, weight: norms.weight, gradient: norms.gradient, update: norms.update)))
                }
            case .expression(let expression):
                guard let before = try? reader.value(expression, account.weightsBefore),
                    let after = try? reader.value(expression, account.weightsAfter)
                else {
                    session.note("\(item.text) has no value in \(plan.name), so it is not shown")
                    continue
                }
                watched.append(Item(text: item.text, what: .expression(before: before, after: after)))
            }
        }
    }

    /// The update made once more by programs that keep what their lines make: the same bits, or nothing is shown.
    private func traces(
        of weights: [Int], _ update: Stepping.Update, number: @escaping (Double) -> String, at span: Span, in session: Session
    ) throws -> [WeightTrace] {
        guard !weights.isEmpty, account.waiting == 0, let request = update.training.request else { return [] }
        let choice = request.choice
        let rule: TracedRule
        do {
            rule = try session.library.traced(
                Name(choice.name, choice.span), dialect: recipe.dialect, settings: choice.settings, schedule: request.schedule)
        } catch {
            throw Failure(.rule(error), at: error.place ?? span)
        }
        let start = TracedRule.Start(
            weights: account.weightsBefore, gradients: account.gradients, optimizer: update.before.optimizer, rate: account.rate,
            momentum: account.momentum, arrays: update.before.network.plan.arrays.map(\.dimensions))
        let made = rule.update(start, tracing: weights, number: number)
        guard made.weights.map(\.bitPattern) == account.weightsAfter.map(\.bitPattern) else {
            session.note("\(choice.name) was defined anew since the training began, so its lines are not those that ran: `step with \(choice.name)` takes the new ones")
            return []
        }
        return made.traces
    }

    /// The batch's first images.
    package func pictures(most: Int) -> [ImageValue] {
        let split = SplitValue(name: "batch", images: ImageSplit(images: recipe.data.training.images, indices: account.images))
        return (0..<min(most, account.images.count)).map { ImageValue(split: split, index: $0) }
    }
}
