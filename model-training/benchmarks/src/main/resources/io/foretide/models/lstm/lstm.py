"""The same network in PyTorch. Reads "BATCH SECONDS" lines; answers each with samples, CPU seconds and wall seconds of training."""
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(5)
INPUTS, UNITS, STEPS, OUTPUTS = (int(a) for a in sys.argv[1:5])


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(INPUTS, UNITS, num_layers=2, dropout=0.2, batch_first=True)
        self.dropout = nn.Dropout(0.2)
        self.output = nn.Linear(UNITS, OUTPUTS)

    def forward(self, x):
        return self.output(self.dropout(self.lstm(x)[0][:, -1]))


network = Network()
optimizer = torch.optim.Adam(network.parameters(), lr=2e-3)
loss = nn.L1Loss()
print(torch.__version__, flush=True)
for line in sys.stdin:
    batch, seconds = int(line.split()[0]), float(line.split()[1])
    x, y = torch.randn(batch, STEPS, INPUTS), torch.randn(batch, OUTPUTS)
    samples, cpu, wall = 0, time.process_time(), time.perf_counter()
    while samples == 0 or time.perf_counter() - wall < seconds:
        optimizer.zero_grad()
        loss(network(x), y).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1)
        optimizer.step()
        samples += batch
    print(samples, time.process_time() - cpu, time.perf_counter() - wall, flush=True)
