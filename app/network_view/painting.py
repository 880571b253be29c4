"""Painting: what is painted of a picture, layer over layer."""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QPainter, QPen

from app.network_view import facts, remarks
from app.network_view.captions import Note
from app.network_view.computing import Site
from app.network_view.edges import Part
from app.network_view.emphasis import paint_emphasis
from app.network_view.geometry import Column
from app.network_view.marks import Marks
from app.network_view.picture import NetworkPicture
from app.network_view.spotlight import Spotlight
from app.network_view.tags import paint_tags
from engine.addresses import BiasId, EdgeId, NodeId

FADED = 0.13
"""How much is left of edges that are not those of the neuron selected."""


class Painting:
    """Paints a picture: what stands still, and over it what follows the mouse and the sums.

    With `has_lines` edges are drawn as lines, over an image of all if there are many: for drawings
    that are sharp at any size.
    """

    def __init__(self, picture: NetworkPicture, *, has_lines: bool = False) -> None:
        self._picture = picture
        self._has_lines = has_lines
        self._scene = picture.scene
        self._look = picture.look
        self._box = picture.sheet.box

    def paint(self, painter: QPainter) -> None:
        """Paint the network at its moment into a view of the scene's size."""
        picture, snapshot = self._picture, self._picture.snapshot
        painter.fillRect(self._box, self._look.theme.background)
        painter.setClipRect(self._box)
        site = Site.of(snapshot, picture.network.depth) if snapshot is not None else None
        if picture.moment is not None:
            self._paint_edges(painter)
        if site is not None:
            height = self._box.height()
            geometry = self._scene.geometry
            paint_emphasis(painter, site, geometry, picture.zoom, self._look, height)
        self._paint_input_picture(painter)
        self._paint_own_edges(painter)
        for column in self._scene.geometry.columns:
            self._paint_column(painter, column)
        self._paint_panel(painter)
        self._paint_captions(painter, site)

    def paint_over(self, painter: QPainter) -> None:
        """Paint what is lit, selected or hovered over, and the dots of a pulse."""
        picture, places = self._picture, self._picture.places
        marks = Marks(self._scene, places, self._look, picture.moment)
        view = self._scene.captions.clear_box(picture.zoom, self._box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(view)
        light = None
        if picture.snapshot is not None:
            light = Spotlight(picture.snapshot, picture.pointed, places, self._look)
            light.paint(painter, marks)
        if picture.selection is not None:
            marks.selected(painter, picture.selection)
        if picture.hovered not in (None, picture.selection):
            marks.hovered(painter, picture.hovered)
        if picture.pulse is not None and not picture.pulse.is_over:
            text, unit = self._look.theme.text, self._look.unit
            picture.pulse.paint(painter, picture.zoom, self._scene.ink, text, unit)
        if light is not None:
            paint_tags(painter, light.tags(picture.settings, view), self._look, view)
        painter.setClipping(False)

    def _paint_edges(self, painter: QPainter) -> None:
        is_faded = bool(self._own_edges()) or isinstance(self._picture.selection, NodeId | BiasId)
        painter.setOpacity(FADED if is_faded else 1.0)
        edges = self._scene.edge_painter
        if not self._has_lines or not edges.is_few:
            painter.drawImage(self._box, edges.image)
        if self._has_lines:
            edges.draw_front(painter, self._picture.sheet, self._scene.ink)
        painter.setOpacity(1.0)

    def _paint_own_edges(self, painter: QPainter) -> None:
        """The edges of the sum under way, or of the neuron that is selected."""
        picture, scene = self._picture, self._scene
        if picture.moment is not None:
            scene.edge_painter.draw(
                painter,
                self._own_edges(),
                picture.moment,
                picture.sheet,
                scene.ink,
                is_clear=True,
            )

    def _own_edges(self) -> list[Part]:
        picture, edges = self._picture, self._scene.edges
        row, snapshot = picture.neuron_moment.row, picture.snapshot
        if row is not None and snapshot is not None and snapshot.close_up is not None:
            lit = snapshot.close_up.lit
            if isinstance(lit, EdgeId) and row.node is not None:
                return edges.up_to(lit, row.node)
        if isinstance(picture.selection, NodeId | BiasId):
            return edges.of(picture.selection)
        return []

    def _paint_input_picture(self, painter: QPainter) -> None:
        frame = self._scene.geometry.picture
        if frame is None:
            return
        picture = self._picture
        rect = QRectF(*picture.zoom.box(frame))
        theme = self._look.theme
        values, scale = picture.neuron_moment.of(0)
        painter.fillRect(rect, theme.background)
        if values is not None:
            image = self._scene.node_painter.picture(
                values.reshape(picture.dataset.input_shape),
                scale or 0.0,
                is_signed=picture.neurons.has_negative_inputs,
                is_log=False,
            )
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(rect, image)
        painter.setPen(QPen(theme.muted if values is not None else theme.line, theme.line_width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def _paint_column(self, painter: QPainter, column: Column) -> None:
        picture, nodes = self._picture, self._scene.node_painter
        settings, moment = picture.settings, picture.neuron_moment
        if column.layer == 0 and self._scene.geometry.picture is not None:
            return
        values, scale = moment.of(column.layer)
        if moment.maps is not None:
            maps, is_log = moment.maps[column.layer], settings.is_log
            nodes.paint_maps(painter, column, picture.zoom, maps, scale or 0.0, is_log=is_log)
            return
        is_signed, known = picture.neurons.are_signed(settings.neurons), None
        if column.layer == 0:
            is_signed = picture.neurons.has_negative_inputs
        row = moment.row
        if row is not None and row.layer == column.layer:
            values, known = row.values, row.known
            is_signed = picture.neurons.are_signed(row.quantity)
            scale = scale if row.quantity is settings.neurons else row.scale
        nodes.paint(
            painter,
            column,
            picture.zoom,
            values,
            scale,
            is_signed=is_signed,
            is_log=settings.is_log,
            has_numbers=not picture.is_fast,
            known=known,
        )
        if column.layer > 0:
            nodes.paint_biases(painter, column, picture.zoom)

    def _paint_panel(self, painter: QPainter) -> None:
        plane, snapshot = self._scene.geometry.plane, self._picture.snapshot
        if plane is None or self._scene.panel is None or snapshot is None:
            return
        is_example = snapshot.reading.focus.example is not None
        example = snapshot.reading.fields.get("x") if is_example else None
        self._scene.panel.paint(painter, self._picture.zoom.box(plane), example)

    def _paint_captions(self, painter: QPainter, site: Site | None) -> None:
        picture, scene = self._picture, self._scene
        target = None
        if picture.snapshot is not None:
            target = facts.target(picture.snapshot.reading, picture.dataset)
        is_probe = picture.snapshot is not None and picture.snapshot.is_probe
        values = picture.moment.values.layers if picture.moment is not None else ()
        footer = remarks.drawn(
            len(scene.edges),
            sum(len(layer) for layer in values if layer is not None),
            scene.edge_painter.completeness,
            picture.settings,
            is_folded=scene.geometry.is_folded,
            is_probe=is_probe,
        )
        scene.captions.paint(
            painter,
            scene.geometry,
            picture.zoom,
            self._box,
            footer=footer,
            scales=remarks.edge_scales(
                picture.shown.edge_scales, picture.settings, is_probe=is_probe
            ),
            target=target,
            note=self._note(site),
        )

    def _note(self, site: Site | None) -> Note | None:
        """The present operation, and at which column it is written."""
        snapshot = self._picture.snapshot
        if snapshot is not None and snapshot.is_probe:
            return Note("your own input, only fed forward", self._look.theme.forward, None)
        if site is None or snapshot is None:
            return None
        text = f"{site.operation.number:02d}  {site.operation.text}"
        if snapshot.close_up is not None:
            text += f"  ({snapshot.close_up.number + 1} of {snapshot.close_up.count})"
        colour = self._look.theme.of_pass(site.operation.pass_)
        return Note(text, colour, site.column if site.column is not None else site.edges)
