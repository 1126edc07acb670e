" Made by scripts/sync-recorded from the cards. Do not edit.
if exists("b:current_syntax")
  finish
endif

syntax keyword lenetOption amsgrad as average batch beta beta1 beta2 centered clip_norm clip_value decay else epochs
syntax keyword lenetOption epsilon from grow init l1 l2 lambda least loss lr momentum most nesterov nobias of on pad
syntax keyword lenetOption power rho same schedule seeds shrink shrinkage softmax start stratified stride train until
syntax keyword lenetOption valid validation warmup with data is optimizer samples
syntax keyword lenetName adadelta adagrad adam adamax adamw amsgrad asgd cnn4 constant cosine cosine_warmup
syntax keyword lenetName cross_entropy digits exponential fashion_mnist ftrl idx inverse_time lamb lenet1 lenet5 linear
syntax keyword lenetName lion mlp mnist mse nadam polynomial radam reduced_start rmsprop rprop schedule_free_adamw sgd
syntax keyword lenetName softmax_regression step
syntax keyword lenetLayer avgpool conv dense dropout flatten maxpool relu sigmoid tanh
syntax keyword lenetFunction abs exp filter floor join length log map max mean min number quantile round sort split
syntax keyword lenetFunction sqrt std sum text
syntax keyword lenetVerb apropos compare dialect evaluate expect help load model predict print rewind seed show threads
syntax keyword lenetVerb train what
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
