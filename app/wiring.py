"""Every connection between the session and the panels, grouped by story."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from app.appearance import Appearance
from app.example_files import ExampleFiles
from app.exchange import Exchange
from app.look.look import Look
from app.main_window import MainWindow
from app.run_files import RunFiles
from app.scopes import Scope
from app.session.autosave import Autosave
from app.session.keeping import Keeping
from app.session.session import Session
from app.strides import Stride
from engine.addresses import Address
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.reading import EdgeQuantity


def connect(window: MainWindow, session: Session, appearance: Appearance) -> None:
    """Connect everything, and tell every panel how things are."""
    _connect_messages(window, session)  # first: what was said before a command is void
    _connect_running(window, session)
    _connect_stepping(window, session)
    _connect_watching(window, session)
    _connect_looking(window, session)
    _connect_inspecting(window, session)
    _connect_drawing(window, session)
    _connect_collecting(window, session)
    _connect_evaluating(window, session)
    _connect_changing(window, session)
    _connect_data(window, session)
    _connect_appearance(window, appearance)
    _connect_window(window)
    appearance.show()
    session.tell()


def connect_files(
    window: MainWindow,
    keeping: Keeping,
    autosave: Autosave,
    files: RunFiles,
    exchange: Exchange,
) -> None:
    """Connect what is saved, opened, exported and imported."""
    commands, messages = window.commands, window.messages
    commands["open"].triggered.connect(files.open)
    commands["save"].triggered.connect(files.save)
    commands["save_as"].triggered.connect(files.save_as)
    commands["import_weights"].triggered.connect(exchange.import_weights)
    window.menu.add_files(files.menu, exchange.menu)
    keeping.changed.connect(window.show_file)
    keeping.opening.connect(window.status.show_opening)
    for speaker in (keeping, autosave, exchange):
        speaker.said.connect(messages.show_note)
        speaker.failed.connect(messages.show_problem)
    keeping.tell()


def connect_example_files(window: MainWindow, examples: ExampleFiles) -> None:
    """Connect what is saved and opened of the user's own examples."""
    window.answers.collection_saved.connect(examples.save)
    window.answers.collection_opened.connect(examples.open)


def _connect_messages(window: MainWindow, session: Session) -> None:
    """Sentences for the user."""
    messages, commands = window.messages, window.commands
    moving = ("step", "back", "pass", "back_pass", "batch", "back_batch", "home", "newest")
    for name in ("run", "undo", "redo", *moving):
        commands[name].triggered.connect(messages.clear)
    commands["leave"].triggered.connect(messages.dismiss)
    for speaker in (session, session.training):
        speaker.said.connect(messages.show_note)
        speaker.failed.connect(messages.show_problem)
    session.stepping.failed.connect(messages.show_problem)
    for telling in (window.plots, window.pad, session.collection):
        telling.said.connect(messages.show_note)
    for unable in (window.pad, session.collection, session.probing):
        unable.failed.connect(messages.show_problem)


def _connect_running(window: MainWindow, session: Session) -> None:
    """Run and pause."""
    training, commands, transport = session.training, window.commands, window.transport

    def toggle() -> None:
        training.pause() if training.is_running else training.run()

    commands["run"].triggered.connect(toggle)
    commands["stop"].triggered.connect(training.stop)
    transport.speed_chosen.connect(training.set_pace)
    transport.target_chosen.connect(training.aim_at)
    training.running_changed.connect(transport.show_running)
    training.running_changed.connect(commands.show_running)
    window.breakpoints.changed.connect(training.obey)
    training.obey(window.breakpoints.breakpoints, window.breakpoints.watches)
    training.hit.connect(window.breakpoints.show_hit)


def _connect_stepping(window: MainWindow, session: Session) -> None:
    """Forward and back, in the step and in the run."""
    stepping, commands, transport = session.stepping, window.commands, window.transport
    commands["step"].triggered.connect(stepping.advance)
    commands["back"].triggered.connect(stepping.back)
    commands["pass"].triggered.connect(stepping.finish_pass)
    commands["back_pass"].triggered.connect(partial(stepping.go_back, Stride.PASS))
    commands["batch"].triggered.connect(stepping.finish_step)
    commands["back_batch"].triggered.connect(partial(stepping.go_back, Stride.BATCH))
    commands["home"].triggered.connect(stepping.go_home)
    commands["newest"].triggered.connect(stepping.go_to_newest)
    commands["leave"].triggered.connect(stepping.cancel)
    transport.stride_chosen.connect(stepping.set_stride)
    transport.skip_zeros_chosen.connect(stepping.skip_zeros)
    for listed in (window.ribbon, window.listing):
        listed.operation_chosen.connect(stepping.go_to_operation)
    window.time_bar.step_chosen.connect(stepping.go_to_step)
    window.time_bar.branch_chosen.connect(stepping.follow)
    window.time_bar.branch_dropped.connect(session.drop_branch)
    stepping.travelled.connect(window.status.show_travel)


def _connect_watching(window: MainWindow, session: Session) -> None:
    """What is computed, seen by all panels."""
    training = session.training
    session.probing.snapshot_ready.connect(window.network.show_snapshot)
    for panel in (
        window.ribbon,
        window.strip,
        window.listing,
        window.example,
        window.status,
    ):
        training.snapshot_ready.connect(panel.show_snapshot)
    for prepared in (window.network, window.plots, window.example, window.inspector):
        session.opened.connect(prepared.show_experiment)
    session.opened.connect(window.breakpoints.show_experiment)
    training.history_changed.connect(window.plots.show_history)
    training.chronicle_changed.connect(window.plots.show_chronicle)
    training.chronicle_changed.connect(window.time_bar.show_chronicle)
    training.distributions_ready.connect(window.plots.show_distributions)
    training.rate_measured.connect(window.status.show_rate)
    training.rate_measured.connect(window.listing.show_rate)


def _connect_looking(window: MainWindow, session: Session) -> None:
    """What the user wants to look at."""
    training, commands, network = session.training, window.commands, window.network
    for quantity in EdgeQuantity:
        commands[quantity].triggered.connect(partial(network.choose_edges, quantity))
        commands[quantity].triggered.connect(partial(training.look_at_edges, quantity))
    network.edge_quantity_chosen.connect(training.look_at_edges)
    network.hovered.connect(window.status.show_hovered)
    for chooser in (window.example.focus_chosen, window.inspector.example_chosen):
        chooser.connect(training.look_at_example)
    network.following_chosen.connect(network.show_following)
    window.plots.distributions_wanted.connect(training.want_distributions)
    commands["fit"].triggered.connect(network.fit)
    commands["zoom_in"].triggered.connect(network.zoom_in)
    commands["zoom_out"].triggered.connect(network.zoom_out)


def _connect_inspecting(window: MainWindow, session: Session) -> None:
    """What is selected, and taken apart."""
    inspection, network, inspector = session.inspection, window.network, window.inspector

    def point_at(pointed: Address | tuple[Address, ...] | None) -> None:
        several = pointed if isinstance(pointed, tuple) else () if pointed is None else (pointed,)
        network.show_pointed(several)

    for clicked in (network.node_clicked, network.edge_clicked, network.bias_clicked):
        clicked.connect(inspection.select)
    network.selection_cleared.connect(partial(inspection.select, None))
    inspector.address_chosen.connect(inspection.select)
    inspection.selected.connect(network.show_selection)
    inspection.selected.connect(window.breakpoints.show_selection)
    inspection.example_known.connect(window.breakpoints.show_example)
    inspection.inspected.connect(inspector.show_inspected)
    inspection.traced.connect(window.listing.show_trace)
    inspection.value_history_read.connect(inspector.show_history)
    inspector.pointed_at.connect(point_at)
    network.pointed.connect(inspector.show_highlight)
    inspector.edit_requested.connect(session.set_parameter)
    inspector.check_all_requested.connect(inspection.check_all)
    inspector.check_cancelled.connect(inspection.cancel_check)
    inspection.check_progressed.connect(inspector.show_check_progress)
    inspection.checked.connect(inspector.show_check_result)
    inspection.check_ended.connect(inspector.show_check_ended)
    window.docks.seen_changed.connect(
        lambda: inspection.want(window.docks.are_seen("inspector", "listing"))
    )


def _connect_drawing(window: MainWindow, session: Session) -> None:
    """An input of the user's own, what the network makes of it, and how it can learn it."""
    probing, teaching = session.probing, session.teaching
    pad, answers = window.pad, window.answers
    session.opened.connect(answers.show_experiment)
    session.opened.connect(pad.show_experiment)
    pad.seen_changed.connect(probing.want)
    pad.input_changed.connect(probing.show_input)
    pad.edited.connect(session.note_drawn)
    pad.undo_wanted.connect(session.undo_drawing)
    pad.redo_wanted.connect(session.redo_drawing)
    session.drawing_taken_back.connect(pad.undo)
    session.drawing_done_again.connect(pad.redo)
    probing.probed.connect(answers.show_probed)
    answers.output_chosen.connect(probing.choose_output)
    answers.goal_requested.connect(probing.seek)
    answers.goal_cancelled.connect(probing.cancel_seeking)
    probing.seeking_changed.connect(answers.show_seeking)
    probing.counterfactual_found.connect(answers.show_counterfactual)
    session.training.running_changed.connect(answers.show_running)
    answers.example_requested.connect(teaching.step_through)
    answers.example_requested.connect(lambda _: window.show_perspective("step"))
    answers.training_requested.connect(teaching.train)


def _connect_collecting(window: MainWindow, session: Session) -> None:
    """Examples of the user's own."""
    collection, answers = session.collection, window.answers
    collection.changed.connect(answers.show_collection)
    collection.changed.connect(
        lambda examples: window.evaluation.show_own(0 if examples is None else len(examples))
    )
    answers.collect_requested.connect(session.teaching.collect)
    answers.example_removed.connect(collection.remove)
    answers.collection_cleared.connect(collection.clear)
    answers.collection_training_requested.connect(session.teaching.train_on_collection)
    answers.collection_test_requested.connect(lambda: window.show_perspective("evaluate"))
    answers.collection_test_requested.connect(partial(window.evaluation.show_evaluating, Scope.OWN))
    answers.collection_test_requested.connect(partial(session.evaluating.evaluate, Scope.OWN))
    answers.collected_clicked.connect(
        lambda number: window.pad.show_input(collection.input(number))
    )


def _connect_evaluating(window: MainWindow, session: Session) -> None:
    """How good the network is on whole sets of examples, and its mistakes."""
    evaluating, evaluation, gallery = session.evaluating, window.evaluation, window.gallery

    def show_examples(numbers: NDArray[np.intp], title: str) -> None:
        if evaluating.report is not None:
            gallery.show_examples(evaluating.report, numbers, title)

    for panel in (evaluation, gallery):
        session.opened.connect(panel.show_experiment)
        evaluating.evaluated.connect(panel.show_report)
        evaluating.aged.connect(panel.show_age)
        evaluating.cleared.connect(panel.show_no_report)
    window.docks.seen_changed.connect(
        lambda: evaluating.want(window.docks.are_seen("evaluation", "gallery"))
    )
    evaluation.evaluation_requested.connect(evaluating.evaluate)
    window.commands["evaluate"].triggered.connect(partial(window.show_perspective, "evaluate"))
    window.commands["evaluate"].triggered.connect(evaluation.evaluate)
    evaluation.evaluation_cancelled.connect(evaluating.cancel)
    evaluating.progressed.connect(evaluation.show_progress)
    evaluating.ended.connect(evaluation.show_ended)
    evaluation.examples_chosen.connect(show_examples)
    gallery.example_clicked.connect(session.teaching.step_through_evaluated)
    gallery.example_clicked.connect(lambda *_: window.show_perspective("step"))


def _connect_changing(window: MainWindow, session: Session) -> None:
    """Settings, starting over, and taking back."""
    commands = window.commands

    def show_settings(experiment: Experiment, dataset: Dataset) -> None:
        for part in (window, window.top, window.setup, window.status):
            part.show_experiment(experiment, dataset)

    session.opened.connect(show_settings)
    session.settings_changed.connect(lambda settings: show_settings(settings, session.dataset))
    window.setup.experiment_edited.connect(session.edit)
    commands["reset"].triggered.connect(session.reset)
    commands["new_seed"].triggered.connect(session.new_seed)
    commands["undo"].triggered.connect(session.undo)
    commands["redo"].triggered.connect(session.redo)
    session.undo_changed.connect(commands.show_undo)


def _connect_data(window: MainWindow, session: Session) -> None:
    """Data sets, which may have to be loaded or fetched."""
    setup = window.setup
    setup.source_chosen.connect(session.open_source)
    setup.download_requested.connect(partial(session.open_source, download=True))
    setup.download_cancelled.connect(session.cancel_loading)
    session.loading.connect(setup.show_loading)
    session.downloaded.connect(setup.show_download)
    session.data_problem.connect(
        lambda problem: setup.show_data_problem(problem) if problem else setup.show_data_ready()
    )


def _connect_appearance(window: MainWindow, appearance: Appearance) -> None:
    """Colours, text size and motion."""
    commands = window.commands

    def show(look: Look) -> None:
        window.show_look(look)
        commands["reduced_motion"].setChecked(look.reduced_motion)

    appearance.changed.connect(show)
    window.menu.theme_chosen.connect(appearance.choose_theme)
    window.menu.palette_chosen.connect(appearance.choose_palette)
    commands["larger"].triggered.connect(appearance.enlarge)
    commands["smaller"].triggered.connect(appearance.reduce)
    commands["usual_size"].triggered.connect(appearance.reset_size)
    commands["reduced_motion"].triggered.connect(appearance.reduce_motion)


def _connect_window(window: MainWindow) -> None:
    """Panels and perspectives."""
    commands = window.commands
    window.top.perspective_chosen.connect(window.show_perspective)
    window.top.section_wanted.connect(window.show_setup)
    commands["perspective"].triggered.connect(window.show_next_perspective)
    commands["usual_layout"].triggered.connect(window.arrange)
    commands["full_screen"].triggered.connect(window.show_full_screen)
    commands["leave"].triggered.connect(partial(window.show_full_screen, False))
    commands["explain"].triggered.connect(window.explain)
    commands["quit"].triggered.connect(window.close)
