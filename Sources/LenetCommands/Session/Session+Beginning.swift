import LenetData
import LenetEngine
import LenetLab
import LenetRules
import LenetSyntax

// What a training that begins is checked for, and what is said of it besides its header.

extension Session {
    /// The dialect in which the rule's words were said: without `with`, that of the statement that began it.
    func dialect(of contender: Contender, _ call: SentenceCall) -> Dialect { call.value("with") == nil ? contender.dialect : dialect }

    /// A rule that is gone on with stays as it was begun, whatever `dialect` says by now.
    func noteDialect(of contender: Contender, _ call: SentenceCall) {
        guard call.value("with") == nil, contender.dialect != dialect, let request = lastRequest,
            let anew = try? self.contender(request, at: call.sentence.span, hears: { _ in }),
            anew.rule.displayName != contender.rule.displayName || anew.rule.program != contender.rule.program
        else { return }
        note(
            "\(contender.label) goes on as it was begun, in dialect \(contender.dialect.rawValue); "
                + "`\(call.sentence.verb.text) with \(contender.name)` begins it anew in \(dialect.rawValue)")
    }

    /// The same words may be another rule in another dialect: then both dialects are named.
    func noteDroppedState(for contender: Contender) {
        let areNamed = lastRule.map { $0.dialect != contender.dialect } ?? false
        func label(_ contender: Contender) -> String {
            areNamed ? "\(contender.label) (\(contender.dialect.rawValue))" : contender.label
        }
        note(
            "another rule: the state that \(lastRule.map(label) ?? "the last rule") left is dropped, \(label(contender)) starts its own")
    }

    /// Batches that wait for others make no update: where the training ends before there are enough, nothing moves.
    func noteAccumulation(_ contender: Contender, _ recipe: Recipe) {
        let accumulate = contender.rule.accumulate
        let batches = (recipe.data.training.count + recipe.batchSize - 1) / max(1, recipe.batchSize)
        guard accumulate > batches, batches > 0 else { return }
        let (steps, overflows) = batches.multipliedReportingOverflow(by: recipe.epochs)
        let has = "an epoch has \(NumberText.counted(batches, "batch", "batches"))"
        let waits = "\(has), and accumulate \(accumulate) waits for \(NumberText.grouped(accumulate)): "
        note(waits + (overflows || steps >= accumulate ? "the weights move once in several epochs" : "this training may end without an update"))
    }

    /// What `until` says, tried before anything runs: names that there are, and true or false for the row of an epoch.
    func check(until condition: Expression, of recipe: Recipe) throws {
        let problems = Checker.problems(ofUntil: condition, in: self)
        guard problems.isEmpty else { throw Failure(.diagnosed(problems), at: condition.span) }
        func measure<T>(_ value: T, _ split: ImageSplit?) -> T? { split.flatMap { $0.count > 0 ? value : nil } }
        let row = HistoryRow(
            epoch: 1, trainLoss: 1, trainAccuracy: 0.5, validationLoss: measure(1, recipe.data.validation),
            validationAccuracy: measure(0.5, recipe.data.validation), testLoss: measure(1, recipe.data.test),
            testAccuracy: measure(0.5, recipe.data.test), seconds: 1)
        do {
            _ = try holds(condition, for: row)
        } catch let failure as Failure where !failure.dependsOnNumbers {
            throw failure
        } catch {
            // What follows from the numbers of the row says nothing of those to come.
        }
    }
}

extension Failure {
    /// With other numbers it might not have been.
    fileprivate var dependsOnNumbers: Bool {
        switch problem {
        case .divisionByZero, .rootOfNegative, .outsideDomain, .indexOutOfRange, .outOfRange, .notWhole, .emptyList, .expectationFailed: true
        default: false
        }
    }
}
