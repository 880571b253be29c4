"""Options become the experiment that they name."""

import pytest

from app.command_line import parser
from app.options import build
from engine.activations import LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Tanh
from engine.datasets.synthetic import Spirals
from engine.errors import InputError
from engine.experiment import Experiment
from engine.initializers import HeNormal, Normal, XavierNormal
from engine.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, HALF_SUM_OF_SQUARES
from engine.optimizers import Adam, Momentum, RMSProp
from engine.regularizers import Regularizer
from engine.schedules import Constant, CosineDecay, ExponentialDecay, Schedule, StepDecay


def experiment(line: str) -> Experiment:
    return build(parser().parse_args(line.split()), lambda *_: True)[0]


def test_without_options() -> None:
    plain = experiment("")
    assert plain.source.name == "mnist-5k"
    assert plain.network.sizes == (784, 16, 16, 10)
    assert [type(layer.activation) for layer in plain.network.layers] == [ReLU, ReLU, Softmax]
    assert [type(layer.weights) for layer in plain.network.layers] == [HeNormal] * 2 + [
        XavierNormal
    ]
    assert plain.loss == CROSS_ENTROPY
    assert (plain.optimizer, plain.learning_rate) == (Momentum(), 0.03)
    assert (plain.schedule, plain.batch_size, plain.seed) == (Constant(), 32, 0)


def test_every_layer_can_have_its_own() -> None:
    layers = experiment(
        "--layers 784,9,8,10 --activation tanh,leaky-relu --slope 0.2 --dropout 0.1,0 "
        "--initial-weights normal,zeros,he-uniform --sigma 0.5 --initial-bias 0,1,2 "
        "--l1 1,2,3 --l2 4 --bias-l1 0,0,5 --bias-l2 6"
    ).network.layers
    assert [layer.activation for layer in layers] == [Tanh(), LeakyReLU(0.2), Softmax()]
    assert [layer.dropout for layer in layers] == [0.1, 0, 0]
    assert layers[0].weights == Normal(0.5)
    assert [layer.weights.name for layer in layers] == ["normal", "zeros", "he-uniform"]
    assert [layer.bias for layer in layers] == [0, 1, 2]
    assert layers[2].regularizer == Regularizer(3, 4, 5, 6)


def test_training_settings() -> None:
    settings = experiment(
        "--optimizer rmsprop --rho 0.8 --epsilon 1e-6 --learning-rate 0.2 --schedule cosine "
        "--per epoch --total 7 --batch-size all --seed 5 --loss half-sum-of-squares "
        "--output-activation sigmoid --precision float64"
    )
    assert settings.optimizer == RMSProp(0.8, 1e-6)
    assert settings.schedule == CosineDecay("epoch", 7)
    assert (settings.learning_rate, settings.batch_size, settings.seed) == (0.2, None, 5)
    assert settings.loss == HALF_SUM_OF_SQUARES
    assert settings.network.output.activation == Sigmoid()
    assert settings.network.precision == "float64"


@pytest.mark.parametrize(
    ("line", "schedule"),
    [
        ("--schedule cosine --epochs 8", CosineDecay("step", 8 * 125)),
        ("--schedule cosine --epochs 8 --per epoch", CosineDecay("epoch", 8)),
        ("--schedule step", StepDecay("step", 0.5, 125)),
        ("--schedule exponential --per epoch --factor 0.9", ExponentialDecay("epoch", 0.9, 1)),
        ("--schedule step --every 7 --batch-size all", StepDecay("step", 0.5, 7)),
    ],
)
def test_a_schedule_is_as_long_as_the_training_unless_it_is_said(
    line: str, schedule: Schedule
) -> None:
    assert experiment(line).schedule == schedule


def test_the_output_follows_a_loss_that_needs_one() -> None:
    assert experiment("--loss binary-cross-entropy").network.output.activation == Sigmoid()
    assert experiment("--loss sum-of-squares").network.output.activation == Softmax()


def test_a_synthetic_set_has_its_settings_and_makes_the_sizes() -> None:
    settings = experiment("--dataset spirals --examples 500 --noise 0.1 --classes 4")
    assert settings.source == Spirals(examples=500, noise=0.1, classes=4)
    assert settings.network.sizes == (2, 16, 16, 4)


def test_a_single_output_for_two_classes_is_a_sigmoid() -> None:
    settings = experiment("--dataset xor --layers 2,4,1")
    assert settings.network.output.activation == Sigmoid()
    assert settings.loss == BINARY_CROSS_ENTROPY


def test_the_output_can_be_leaky_too() -> None:
    line = "--layers 784,5,10 --activation tanh --output-activation leaky-relu --slope 0.5"
    assert experiment(f"{line} --loss sum-of-squares").network.output.activation == LeakyReLU(0.5)


def test_a_small_set_is_one_batch() -> None:
    assert experiment("--dataset xor --examples 20").batch_size == 16


def test_a_regression_is_linear() -> None:
    settings = experiment("--dataset sine --tolerance 0.5 --optimizer adam")
    assert settings.network.output.activation == Linear()
    assert (settings.tolerance, settings.optimizer) == (0.5, Adam())
    assert settings.learning_rate == Adam.usual_rate


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--dataset minst-5k", "did you mean 'mnist-5k'"),
        ("--dataset csv", "Name the file of --dataset csv with --csv-file"),
        ("--dataset csv --csv-file a.csv --json a.csv", "--json would overwrite the data in a.csv"),
        ("--dataset iris --noise 1", "--noise does not belong to the data set 'iris'"),
        ("--dataset iris --data-dir x", "--data-dir does not belong to the data set 'iris'"),
        ("--dataset iris --download", "nothing to download for the data set 'iris'"),
        ("--optimizer adam --beta 0.5", "--beta does not belong to the optimizer 'adam'"),
        ("--schedule step --decay 1", "--decay does not belong to the schedule 'step'"),
        ("--tolerance 0.1", "A tolerance is for a regression, and 'mnist-5k' has classes"),
        ("--slope 0.1", "--slope does not belong to the activation 'relu, softmax'"),
        ("--sigma 0.1", "--sigma needs --initial-weights normal"),
        ("--limit 0.1", "--limit needs --initial-weights uniform"),
        ("--layers 784,10 --activation tanh", "--activation is for hidden layers"),
        ("--layers 784,10 --dropout 0.1", "--dropout is for hidden layers"),
        ("--layers 784,x,10", "--layers: 'x' is not a whole number"),
        ("--layers 784", "names inputs only"),
        ("--layers 784,5,5,10 --dropout 0.1,0.2,0.3", "has 3 values for 2 layers"),
        ("--l2 0.1,b,0", "--l2: 'b' is not a number"),
        ("--activation relu,softplus", "There is no activation 'softplus'"),
        ("--output-activation relu --loss cross-entropy", "does not fit ReLU outputs"),
        ("--initial-weights he", "did you mean 'he-normal'"),
    ],
)
def test_options_that_make_no_sense(line: str, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        experiment(line)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("--seed -1", "'-1' is not a whole number from 0 to 10¹⁸"),
        ("--seed 99999999999999999999", "is not a whole number from 0 to 10¹⁸"),
        ("--epochs 0", "'0' is not a whole number of at least 1"),
        ("--batch-size some", "'some' is not a whole number of at least 1"),
        ("--learning-rate fast", "invalid float value: 'fast'"),
        ("--colour red", "unrecognized arguments: --colour"),
    ],
)
def test_options_that_cannot_be_read(
    line: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        parser().parse_args(line.split())
    assert sentence in capsys.readouterr().err
