/// The field's words, in alphabetical order. Each has a line that shows it at work; the tests run all of them.
enum GlossaryTerms {
    static let all: [GlossaryTerm] = [
        GlossaryTerm(
            "accuracy", also: ["metric", "acc"],
            "The share of images that the network gets right. Easy to read, blind to how sure the network was: the loss says that.",
            try: "load digits train 300; model mlp; evaluate"),
        GlossaryTerm(
            "activation", also: ["nonlinearity", "activation function"],
            "A function that bends what a layer gives, value by value: relu, tanh, sigmoid. Without one between them two layers are no more than one.",
            try: "help activations"),
        GlossaryTerm(
            "adadelta", also: [],
            "A rule that needs no rate on paper: the size of past steps takes its place. Keras multiplies by a rate of 0.001 all the same, and then it crawls.",
            try: "show optimizer adadelta"),
        GlossaryTerm(
            "adagrad", also: [],
            "A rule that divides each weight's rate by the root of all its squared gradients so far. Rates only ever fall.",
            try: "show optimizer adagrad"),
        GlossaryTerm(
            "adam", also: [],
            "A rule that keeps a running mean of the gradient and of its square for every weight, and steps by their ratio. Its defaults work often, which is why so many use it.",
            try: "show optimizer adam"),
        GlossaryTerm(
            "adaptive rate", also: ["adaptive learning rate"],
            "A rate of its own for every weight, made from the gradients it has seen. AdaGrad, RMSprop and Adam have one, plain descent has not.",
            try: "help optimizers"),
        GlossaryTerm(
            "average pooling", also: ["avgpool"],
            "Makes an image smaller by putting the mean of a window in its place. LeNet-5 had it; most later networks take the largest value instead.",
            try: "help avgpool"),
        GlossaryTerm(
            "backpropagation", also: ["backprop", "backward pass"],
            "How the gradient is computed: from the loss backwards through the layers, each handing on what the one before it needs. It costs about twice the forward pass.",
            try: "load digits train 300; model mlp; train with sgd lr 0.1"),
        GlossaryTerm(
            "baseline", also: [],
            "The plain thing that a new one must beat. A comparison without one says little.",
            try: "load digits train 300; model mlp; compare [sgd, adam]"),
        GlossaryTerm(
            "batch", also: ["minibatch", "mini-batch", "batch size", "batchsize"],
            "The images that one update is made from. More of them give a calmer gradient and fewer updates an epoch.",
            try: "load digits train 300; model mlp; train with sgd lr 0.1 batch 32"),
        GlossaryTerm(
            "batch normalization", also: ["batchnorm", "batch norm"],
            "Shifts and scales what a layer gives so that over a batch it has mean 0 and variance 1.",
            try: "help layers"),
        GlossaryTerm(
            "bias", also: ["offset"],
            "The number that a layer adds to each of its sums. It has one weight for each output.",
            try: "model mlp; show model"),
        GlossaryTerm(
            "bias correction", also: [],
            "Running means that start from 0 are too small at first; Adam divides by 1 - beta^t until that has passed.",
            try: "show optimizer adam"),
        GlossaryTerm(
            "chance level", also: [],
            "What guessing gives: one in ten for ten digits. A loss of log(10) = 2.303 says the same.",
            try: "print -log(1/10)"),
        GlossaryTerm(
            "checkpoint", also: [],
            "All that a training needs to go on: weights, optimizer state, where the data order stands, history.",
            try: "help values"),
        GlossaryTerm(
            "class", also: ["label", "category", "target"],
            "What an image shows, as a number: digits have ten classes.",
            try: "load digits train 300; show data"),
        GlossaryTerm(
            "clipping", also: ["gradient clipping", "clip"],
            "Cutting gradients that are too large before the update, each by itself or by their common length. It keeps one bad batch from spoiling all.",
            try: "load digits train 300; model mlp; train with sgd lr 0.1 clip_norm 1"),
        GlossaryTerm(
            "confidence interval", also: ["confidence", "wilson interval", "error bars"],
            "The accuracies that fit what was counted. With 10,000 test images and 99 % right it is about 0.4 points wide.",
            try: "load digits train 300; model mlp; print (evaluate).interval"),
        GlossaryTerm(
            "confusion matrix", also: ["confusion"],
            "How often each digit was taken for each other. Its diagonal is what was right.",
            try: "load digits train 300; model mlp; print (evaluate).confusion"),
        GlossaryTerm(
            "convergence", also: ["converge"],
            "A training converges when more of it changes little. That says nothing about how good it is.",
            try: "help until"),
        GlossaryTerm(
            "convolution", also: ["conv", "conv2d", "convolutional layer"],
            "Slides a small window of weights over the image and gives a sum at each place. The same weights everywhere: that is why it needs so few.",
            try: "help conv"),
        GlossaryTerm(
            "cosine schedule", also: ["cosine", "cosine decay", "cosine annealing"],
            "A rate that falls along half a cosine from its start to nearly 0.",
            try: "show 0..1 linear 5"),
        GlossaryTerm(
            "cross entropy", also: ["crossentropy", "log loss", "negative log likelihood", "nll"],
            "The loss for classes: minus the logarithm of the probability that was given to the right one. Sure and wrong costs much.",
            try: "print -log(0.9), -log(0.01)"),
        GlossaryTerm(
            "data augmentation", also: ["augmentation"],
            "Shifted, turned or otherwise changed copies of the training images, so that the network sees more of them.",
            try: "help datasets"),
        GlossaryTerm(
            "data order", also: ["shuffling", "shuffle"],
            "Every epoch goes through the images in a new order, which follows from the seed.",
            try: "seed 7"),
        GlossaryTerm(
            "dataset", also: ["data"],
            "Images with labels, divided into parts for training and for measuring.",
            try: "help datasets"),
        GlossaryTerm(
            "dead unit", also: ["dead relu", "dying relu"],
            "A unit that gives 0 whatever it sees. No gradient comes through it, so it never learns again; a rate that is too large makes many.",
            try: "load digits train 300; model mlp; step with sgd lr 0.1"),
        GlossaryTerm(
            "decay", also: ["weight decay", "decoupled weight decay", "weight_decay", "wd"],
            "Pulls every weight a little towards 0 at each update, apart from the gradient. Added to the gradient instead it is called l2, and in Adam that is another thing.",
            try: "help l2"),
        GlossaryTerm(
            "dense layer", also: ["dense", "fully connected", "linear layer", "linear"],
            "Every output is a weighted sum of all inputs. Most of LeNet-5's weights are in its dense layers.",
            try: "help dense"),
        GlossaryTerm(
            "descent", also: ["gradient descent", "steepest descent"],
            "Going downhill: weights are changed against the gradient, a little at a time.",
            try: "show optimizer sgd"),
        GlossaryTerm(
            "dialect", also: ["framework", "keras", "torch", "pytorch", "paper"],
            "Whose version of a rule runs. Keras, PyTorch and the papers differ in defaults and sometimes in the formula, and results differ with them.",
            try: "dialect torch; show optimizer adadelta; dialect keras"),
        GlossaryTerm(
            "divergence", also: ["diverge", "diverged", "nan", "not a number"],
            "A training whose loss grows without bound, until it is no number. Most often the rate is too high.",
            try: "load digits train 300; model mlp; let r = train with sgd lr 1e30; print r.diverged"),
        GlossaryTerm(
            "dropout", also: [],
            "Sets a share of the values to 0 while training, others each time, so that none is relied upon alone. When measuring, all are used.",
            try: "help dropout"),
        GlossaryTerm(
            "early stopping", also: ["until"],
            "Ending a training before all epochs are made, because it is good enough or no longer improves.",
            try: "load digits train 300; model mlp; train with adam epochs 3 until accuracy > 0.5"),
        GlossaryTerm(
            "effective rate", also: [],
            "How far a weight moved for each unit of its gradient. Plain descent moves by lr times the gradient; an adaptive rule has an effective rate of its own for every weight.",
            try: "load digits train 300; model mlp; watch dense1.bias[0]; step with adam"),
        GlossaryTerm(
            "epoch", also: ["pass"],
            "One pass over all training images.",
            try: "load digits train 300; model mlp; train with adam epochs 2"),
        GlossaryTerm(
            "epsilon", also: ["eps"],
            "A small number that keeps a rule from dividing by nothing. Inside or outside of a root it is not the same, and frameworks differ.",
            try: "show optimizer rmsprop"),
        GlossaryTerm(
            "evaluation", also: ["measuring"],
            "Counting right answers on images that were not trained with.",
            try: "load digits train 300; model mlp; evaluate"),
        GlossaryTerm(
            "exponential moving average", also: ["moving average", "running mean", "ema"],
            "A mean that forgets: a share of the old value and a share of the new one. With 0.9 it remembers about ten steps.",
            try: "show optimizer adam"),
        GlossaryTerm(
            "feature map", also: ["channel", "feature"],
            "What one filter of a convolution gives: an image of where its pattern was found.",
            try: "model lenet5; show model"),
        GlossaryTerm(
            "filter", also: ["kernel"],
            "The small window of weights that a convolution slides over the image.",
            try: "help conv"),
        GlossaryTerm(
            "fingerprint", also: ["hash"],
            "Sixteen digits made of all weights. Two networks with the same one have the same weights, bit for bit.",
            try: "model mlp; print model.fingerprint"),
        GlossaryTerm(
            "flatten", also: [],
            "Reads an image with its channels as one long row, so that a dense layer can take it.",
            try: "help flatten"),
        GlossaryTerm(
            "floating point", also: ["float32", "float64"],
            "Numbers with a fixed count of digits. Weights have about 7, a script's numbers about 16.",
            try: "print 0.1 + 0.2"),
        GlossaryTerm(
            "forward pass", also: ["inference", "forward"],
            "From the image through all layers to the logits.",
            try: "load digits train 300; model mlp; predict test[0]"),
        GlossaryTerm(
            "generalization", also: ["generalize"],
            "Being right about images that were not trained with. It is what test images measure.",
            try: "load digits train 300; model mlp; evaluate on test"),
        GlossaryTerm(
            "glorot", also: ["xavier", "glorot initialization"],
            "First weights drawn so that signals keep their size through a layer: their range follows from how many inputs and outputs it has.",
            try: "model lenet5; show model"),
        GlossaryTerm(
            "gradient", also: ["derivative", "slope"],
            "For each weight, how much the loss would grow if the weight did. Going against it makes the loss smaller.",
            try: "show optimizer sgd"),
        GlossaryTerm(
            "gradient noise", also: ["noise", "stochastic"],
            "A batch is a sample, so its gradient is a guess. Smaller batches guess worse, which is not always bad.",
            try: "load digits train 300; model mlp; train with sgd lr 0.1 batch 10"),
        GlossaryTerm(
            "hyperparameter", also: ["hyper-parameter", "hyperparameters"],
            "A number that is chosen and not learnt: the rate, the batch, momentum.",
            try: "help adam"),
        GlossaryTerm(
            "idx", also: ["idx file"],
            "The file format of MNIST: a short header, then bytes.",
            try: "help idx"),
        GlossaryTerm(
            "image", also: ["picture", "sample"],
            "Here 28 rows of 28 grey values, 0 for background.",
            try: "load digits train 300; show samples 2"),
        GlossaryTerm(
            "initialization", also: ["init", "initial weights"],
            "The weights before any training, drawn at random from the seed. All zeros would make every unit learn the same.",
            try: "seed 3; model mlp; print model.fingerprint"),
        GlossaryTerm(
            "interval", also: [],
            "A stretch of numbers that fit what was measured. See confidence interval.",
            try: "load digits train 300; model mlp; print (evaluate).interval"),
        GlossaryTerm(
            "iteration", also: [],
            "Another word for a step, or for an epoch, depending on who says it; so this language says step and epoch.",
            try: "help train"),
        GlossaryTerm(
            "l2", also: ["l2 regularization", "regularization", "weight penalty"],
            "Adds half the squared weights to the loss, so that large weights cost something. In plain descent it is the same as decay.",
            try: "load digits train 300; model mlp; train with sgd lr 0.1 l2 0.0001"),
        GlossaryTerm(
            "landscape", also: ["loss surface", "loss landscape"],
            "The loss as a function of the weights: hills and valleys in many dimensions. Here also a function of a few variables, on which rules can be watched.",
            try: "plot path of [sgd(lr: 0.001), adam(lr: 0.1)] on rosenbrock steps 200"),
        GlossaryTerm(
            "layer", also: [],
            "One step of a network: it takes numbers in a shape and gives numbers in a shape.",
            try: "help layers"),
        GlossaryTerm(
            "learning rate", also: ["lr", "rate", "step size", "eta"],
            "How far a step goes. Too small and nothing happens, too large and it diverges; it is the first thing to try.",
            try: "load digits train 300; model mlp; for rate in [0.01, 0.1] { rewind; let r = train with sgd lr rate; print \"{rate}: {r.accuracy:%}\" }"),
        GlossaryTerm(
            "lenet-5", also: ["lenet", "lenet5"],
            "The network of LeCun and others from 1998 that reads digits: two convolutions, two poolings, three dense layers, 61,706 weights.",
            try: "model lenet5; show model"),
        GlossaryTerm(
            "logit", also: ["logits"],
            "What the last layer gives, before the softmax makes probabilities of it.",
            try: "load digits train 300; model mlp; predict test[0]"),
        GlossaryTerm(
            "loss", also: ["cost", "objective", "criterion"],
            "The number that training makes small. It must fall smoothly with the weights, which accuracy does not.",
            try: "help losses"),
        GlossaryTerm(
            "max pooling", also: ["maxpool"],
            "Makes an image smaller by putting the largest value of a window in its place.",
            try: "help maxpool"),
        GlossaryTerm(
            "mean squared error", also: ["mse", "squared error"],
            "The mean of squared differences. For classes it works, more slowly than cross entropy.",
            try: "load digits train 300; model mlp; train with sgd lr 0.1 loss mse"),
        GlossaryTerm(
            "mnist", also: [],
            "70,000 handwritten digits, 28x28 grey values each: 60,000 to train with and 10,000 to test.",
            try: "help mnist"),
        GlossaryTerm(
            "momentum", also: ["heavy ball", "velocity"],
            "A step remembers the steps before it, so that a direction which keeps coming back gains speed and a wavering one cancels out. 0.9 remembers about ten.",
            try: "load digits train 300; model mlp; train with sgd lr 0.05 momentum 0.9"),
        GlossaryTerm(
            "multiply-add", also: ["flops", "mac", "multiply-adds"],
            "A product that is added to a sum: what a network's work is counted in.",
            try: "model lenet5; show model"),
        GlossaryTerm(
            "nesterov", also: ["nesterov momentum"],
            "Momentum that looks ahead: the gradient counts as if the step by momentum had been made already.",
            try: "load digits train 300; model mlp; train with sgd lr 0.05 momentum 0.9 nesterov"),
        GlossaryTerm(
            "network", also: ["neural network", "model", "net"],
            "Layers one after the other, with weights that training changes.",
            try: "model lenet5; show model"),
        GlossaryTerm(
            "neuron", also: ["unit"],
            "One output of a dense layer: a weighted sum and its bend.",
            try: "help dense"),
        GlossaryTerm(
            "norm", also: ["length", "magnitude"],
            "The length of an array seen as an arrow: the root of the sum of its squares.",
            try: "print sqrt(3^2 + 4^2)"),
        GlossaryTerm(
            "optimizer", also: ["rule", "update rule"],
            "A rule that makes new weights of old ones and the gradient. Here it is a paragraph that can be read.",
            try: "show optimizer sgd"),
        GlossaryTerm(
            "overfitting", also: ["overfit", "memorizing"],
            "Getting better on the training images and not on others. The two curves of the history part.",
            try: "load digits train 300; model mlp; let r = train with adam epochs 3; show r.history"),
        GlossaryTerm(
            "padding", also: ["pad", "same", "valid"],
            "A border of zeros round an image, so that a window fits at its edge. `same` keeps the size, `valid` has none.",
            try: "model m { conv 8 3x3 same; dense 10 }; model m; show model"),
        GlossaryTerm(
            "parameter", also: ["parameters", "learnable parameter"],
            "A number that training changes: a weight or a bias.",
            try: "model lenet5; print model.parameters"),
        GlossaryTerm(
            "plateau", also: [],
            "A stretch where the loss hardly falls. A smaller rate sometimes helps.",
            try: "help schedules"),
        GlossaryTerm(
            "pooling", also: ["subsampling", "downsampling"],
            "Making an image smaller by keeping one number of each window.",
            try: "help maxpool"),
        GlossaryTerm(
            "precision and recall", also: ["precision", "recall"],
            "Of those called a 7, how many were (precision); of the 7s, how many were found (recall).",
            try: "load digits train 300; model mlp; evaluate"),
        GlossaryTerm(
            "probability", also: ["softmax probability"],
            "What the softmax of the logits gives: ten numbers that add up to 1. A network can be sure and wrong.",
            try: "load digits train 300; model mlp; predict test[0]"),
        GlossaryTerm(
            "random seed", also: ["seed"],
            "The number that everything random follows from. The same seed gives the same bits, on any machine and with any number of threads.",
            try: "seed 7; model mlp; print model.fingerprint"),
        GlossaryTerm(
            "range test", also: ["lr finder", "learning rate finder", "learning rate range test"],
            "Trains for a moment with rates from tiny to huge and looks where the loss falls and where it bursts. A quick way to a rate to begin with.",
            try: "load digits train 300; model mlp; find lr with sgd steps 30"),
        GlossaryTerm(
            "relu", also: ["rectified linear unit"],
            "Keeps what is above 0 and makes the rest 0.",
            try: "help relu"),
        GlossaryTerm(
            "reproducibility", also: ["deterministic", "same bits"],
            "Doing it again gives the same numbers. Here it is the rule: same script, same seed, same bits.",
            try: "load digits train 300; seed 1; model mlp; let a = train with adam; rewind; let b = train with adam; expect a.fingerprint == b.fingerprint"),
        GlossaryTerm(
            "rmsprop", also: [],
            "A rule that divides the gradient by the root of a running mean of its squares.",
            try: "show optimizer rmsprop"),
        GlossaryTerm(
            "schedule", also: ["learning rate schedule", "annealing", "lr scheduler"],
            "A rate that changes from step to step, mostly downwards.",
            try: "help schedules"),
        GlossaryTerm(
            "sgd", also: ["stochastic gradient descent"],
            "The plain rule: weights minus rate times gradient, where the gradient comes from a batch.",
            try: "show optimizer sgd"),
        GlossaryTerm(
            "sigmoid", also: ["logistic function"],
            "Bends everything into 0 to 1.",
            try: "help sigmoid"),
        GlossaryTerm(
            "significance", also: ["mcnemar", "p-value", "statistical test", "luck"],
            "Whether a difference is more than luck. Two networks on the same images are compared by where they disagree.",
            try: "load digits train 300; model mlp; let race = compare [sgd, adam]; print race.verdicts"),
        GlossaryTerm(
            "softmax", also: [],
            "Makes probabilities of logits: the exponential of each, divided by their sum.",
            try: "print exp(2) / (exp(2) + exp(1))"),
        GlossaryTerm(
            "state", also: ["optimizer state", "slot"],
            "What a rule remembers for each weight from step to step. Plain descent has none, Adam has two.",
            try: "show optimizer adam"),
        GlossaryTerm(
            "step", also: ["update", "iteration step"],
            "One change of the weights, made from one batch.",
            try: "load digits train 300; model mlp; let r = train with adam; print r.steps"),
        GlossaryTerm(
            "stride", also: [],
            "How far a window moves from place to place.",
            try: "help conv"),
        GlossaryTerm(
            "tanh", also: ["hyperbolic tangent"],
            "Bends everything into -1 to 1. LeNet-5 had it.",
            try: "help tanh"),
        GlossaryTerm(
            "test set", also: ["test images", "test data"],
            "Images that are looked at last. Choosing anything by them spoils them.",
            try: "load digits train 300; model mlp; evaluate on test"),
        GlossaryTerm(
            "throughput", also: ["images per second", "speed"],
            "How many images a second are trained with.",
            try: "load digits train 300; model mlp; let r = train with adam; print r.images_per_second > 0"),
        GlossaryTerm(
            "training set", also: ["training images", "training data"],
            "The images that the weights are fitted to.",
            try: "load digits train 300; show data"),
        GlossaryTerm(
            "underfitting", also: ["underfit"],
            "A network that is not even right about its training images: too small, or trained too little.",
            try: "load digits train 300; model softmax_regression; let r = train with sgd lr 0.001; show r.history"),
        GlossaryTerm(
            "validation set", also: ["validation", "validation images", "held-out data"],
            "Images kept apart to choose by: when to stop, which rate. So the test images stay untouched.",
            try: "load digits train 300 validation 100; model mlp; evaluate on validation"),
        GlossaryTerm(
            "vanishing gradient", also: ["exploding gradient"],
            "Through many layers gradients can shrink to nothing or grow without bound, since each layer multiplies them.",
            try: "help relu"),
        GlossaryTerm(
            "variance", also: ["standard deviation", "std", "spread"],
            "How much numbers differ from their mean. Runs with other seeds differ too.",
            try: "print std([0.97, 0.98, 0.975])"),
        GlossaryTerm(
            "warmup", also: ["warm-up"],
            "Beginning with a small rate that grows, until the rule's running means have settled.",
            try: "help schedules"),
        GlossaryTerm(
            "weight", also: ["weights"],
            "A number of a layer that training changes.",
            try: "model lenet5; print model.parameters"),
    ]
}
