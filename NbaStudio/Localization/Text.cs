namespace NbaStudio.Localization;

/// <summary>Marks the console's resource files: Text.resx (English) and Text.ja.resx (Japanese).</summary>
public sealed class Text;
