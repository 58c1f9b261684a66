namespace DigitalTwin.Domain.Incidents;

/// <summary>Rules of the shared picture: who draws what, and how much of it.</summary>
internal static class MarkDesk
{
    private const int LongestMarkText = 200;
    private static readonly string[] Colours = ["red", "orange", "yellow", "blue", "black"];

    public static Verdict Draw(Incident incident, IncidentCommand.Draw c)
    {
        if (c.Mark is not { Length: > 0 and <= 40 } || !c.Mark.All(x => char.IsAsciiLetterOrDigit(x) || x is '-' or '_')) return Verdict.Faulty("mark", "mark is not an id; expected 1 to 40 letters, digits, - or _.");
        var (least, most) = c.Shape switch { "point" or "text" => (1, 1), "line" or "measure" => (2, IncidentLimits.MostMarkPoints), "polygon" => (3, IncidentLimits.MostMarkPoints), _ => (0, -1) };
        if (most < 0) return Verdict.Faulty("shape", $"shape is '{c.Shape}'; expected point, line, polygon, text or measure.");
        if (c.Coordinates is null || c.Coordinates.Length < least || c.Coordinates.Length > most || c.Coordinates.Any(p => p is null || IncidentTexts.Place("coordinates", p) is not null))
            return Verdict.Faulty("coordinates", $"coordinates are not as they should be; expected {least} to {most} of [longitude, latitude].");
        if (c.Text?.Length > LongestMarkText || (c.Shape == "text" && string.IsNullOrWhiteSpace(c.Text))) return Verdict.Faulty("text", $"text is missing or longer than {LongestMarkText} characters.");
        if (c.Colour is not null && !Colours.Contains(c.Colour)) return Verdict.Faulty("colour", $"colour is '{c.Colour}'; expected one of {string.Join(", ", Colours)}.");
        if (incident.Marks.Count >= IncidentLimits.MostMarks && incident.Marks.All(m => m.Id != c.Mark)) return new Verdict.Refused("tooMany", $"The picture has {incident.Marks.Count} marks, the most that it takes; erase some.");
        return IncidentDesk.Happened(new IncidentEvent.Marked(new Mark(c.Mark, c.Shape!, c.Coordinates, c.Text, c.Colour)));
    }

    public static Verdict Erase(Incident incident, IncidentCommand.Erase c, Actor actor)
    {
        if (incident.Marks.FirstOrDefault(m => m.Id == c.Mark) is not { } mark) return new Verdict.Nothing();
        if (!actor.MayCommand && mark.By?.Name != actor.Name && mark.By?.Department != actor.Department) return new Verdict.Refused("notYours", "The mark is another department's.");
        return IncidentDesk.Happened(new IncidentEvent.Unmarked(mark.Id));
    }
}
