"""Makes the files of this folder with PyTorch and safetensors: the weights of one network in four number formats, and what the network
says to an image. Run it in this folder: python make.py. The network, in our words (dialect torch):

    model theirs { conv 3 5x5 stride 2 pad 2 relu; batchnorm; maxpool 2; dense 5 tanh; dense 10 }
"""

import json
from collections import OrderedDict

import torch
from safetensors.torch import save_file
from torch import nn

torch.manual_seed(0)
network = nn.Sequential(
    OrderedDict(
        conv1=nn.Conv2d(1, 3, 5, stride=2, padding=2), relu=nn.ReLU(), batchnorm1=nn.BatchNorm2d(3), pool=nn.MaxPool2d(2),
        flatten=nn.Flatten(), dense1=nn.Linear(147, 5), tanh=nn.Tanh(), dense2=nn.Linear(5, 10),
    )
)
for _ in range(20):
    network(torch.rand(16, 1, 28, 28))
network.eval()
# The image that the test makes too: byte i is 37 i modulo 256.
image = (torch.arange(784) * 37 % 256).float().reshape(1, 1, 28, 28) / 255
answers = {}
for name, kind in dict(f32=torch.float32, f16=torch.float16, bf16=torch.bfloat16, f64=torch.float64).items():
    state = {k: v.to(kind) if v.is_floating_point() else v for k, v in network.state_dict().items()}
    save_file(state, f"theirs.{name}.safetensors")
    rounded = nn.Sequential(OrderedDict(network.named_children()))
    before = {k: v.clone() for k, v in network.state_dict().items()}
    rounded.load_state_dict({k: v.float() if v.is_floating_point() else v for k, v in state.items()})
    with torch.no_grad():
        answers[name] = torch.softmax(rounded(image), 1)[0].double().tolist()
    network.load_state_dict(before)
json.dump(answers, open("theirs.json", "w"), indent=1)
