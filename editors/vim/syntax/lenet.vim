" Made by scripts/sync-recorded from the cards. Do not edit.
if exists("b:current_syntax")
  finish
endif

syntax keyword lenetOption a accumulate across adam_beta1 adam_beta2 adam_decay adam_lr_ratio amsgrad as at average b
syntax keyword lenetOption batch beta beta1 beta2 beta2_decay by c centered clip_global clip_norm clip_threshold
syntax keyword lenetOption clip_value decay else epochs epsilon epsilon1 epsilon2 every fresh from grow heights images
syntax keyword lenetOption init l1 l2 lambda last least log loss lr maximize measure minutes momentum most nesterov
syntax keyword lenetOption nobias noise of off on overwrite pad pause plain power rho rms_rate rounds same schedule
syntax keyword lenetOption seeds shrink shrinkage softmax start steps stratified stride target title to train until
syntax keyword lenetOption valid validation verbose vs warmup weight where with within x y accuracy architecture bars
syntax keyword lenetOption batches branches checkpoint color confused confusion data epoch features filters gradients
syntax keyword lenetOption history is landscape landscapes losses mistakes models offline optimizer pager panels past
syntax keyword lenetOption progress quiet record run runs samples sensitivity session settings table updates walk
syntax keyword lenetOption weights
syntax keyword lenetName adadelta adafactor adagrad adam adamax adamw amsgrad asgd binary_cross_entropy
syntax keyword lenetName categorical_hinge cnn4 constant cosine cosine_warmup cross_entropy csv cyclic digits
syntax keyword lenetName exponential fashion_mnist focal ftrl hinge huber idx inverse_time kl lamb lenet1 lenet5 linear
syntax keyword lenetName lion mae mlp mnist mse multistep muon nadam npz one_cycle one_vs_rest_hinge piecewise plateau
syntax keyword lenetName polynomial radam reduced_start rmsprop rprop schedule_free_adamw sgd softmax_regression step
syntax keyword lenetName warm_restarts warmup
syntax keyword lenetLayer avgpool batchnorm conv dense dropout elu flatten gelu gelu_tanh global_avgpool hard_tanh
syntax keyword lenetLayer leaky_relu maxpool mish relu relu6 scaled_tanh selu sigmoid silu softplus softsign tanh
syntax keyword lenetFunction abs exp filter floor join length log map max mean min number quantile round sort split
syntax keyword lenetFunction sqrt std sum text
syntax keyword lenetVerb apropos autosave back branch cd check compare dialect diff edit evaluate examples expect
syntax keyword lenetVerb explain find forget goto help lesson load ls model next path pause plot predict print pwd quit
syntax keyword lenetVerb report rerun resume rewind save seed set sh show status step sweep switch threads time train
syntax keyword lenetVerb tune watch what when why
syntax keyword lenetDefinition def landscape only optimizer scalar schedule state
syntax keyword lenetKeyword and break continue def else for if in include let mod not or repeat return while
syntax keyword lenetBoolean true false

syntax match lenetNumber "\<\d[0-9_]*\(\.\d[0-9_]*\)\?\([eE][-+]\?\d\+\)\?%\?"
syntax match lenetSize "\<\d\+x\d\+\>"
syntax match lenetComment "#.*$" contains=@Spell
syntax match lenetDocumentation "^\s*##.*$" contains=@Spell
syntax match lenetEscape "\\[nt\"\\]" contained
syntax match lenetEscape "{{\|}}" contained
syntax region lenetEmbedded matchgroup=lenetEscape start="{" end="}" contained contains=TOP
syntax region lenetText start=+"+ skip=+\\"+ end=+"+ oneline contains=lenetEscape,lenetEmbedded

highlight default link lenetVerb Statement
highlight default link lenetKeyword Conditional
highlight default link lenetDefinition Define
highlight default link lenetOption Type
highlight default link lenetLayer Structure
highlight default link lenetName Identifier
highlight default link lenetFunction Function
highlight default link lenetBoolean Boolean
highlight default link lenetNumber Number
highlight default link lenetSize Number
highlight default link lenetComment Comment
highlight default link lenetDocumentation SpecialComment
highlight default link lenetText String
highlight default link lenetEscape SpecialChar

setlocal commentstring=#\ %s
let b:current_syntax = "lenet"
