namespace NbaStudio.Engine.Content;

/// <summary>Where a rendered text goes; decides how personal values are escaped.</summary>
public enum TemplateMedium : byte
{
    /// <summary>As it is.</summary>
    PlainText,

    /// <summary>HTML text or a quoted attribute: &lt; &gt; &amp; " ' are encoded.</summary>
    Html,

    /// <summary>A part of a link: percent-encoded.</summary>
    UrlComponent,

    /// <summary>A header of a message: control characters, line ends among them, are removed.</summary>
    SubjectLine,
}
