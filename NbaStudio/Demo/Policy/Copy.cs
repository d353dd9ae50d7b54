namespace NbaStudio.Demo.Policy;

/// <summary>The words of one action in one language, from which each channel takes what fits.</summary>
/// <param name="Title">At most about 30 characters: heading, push title, subject.</param>
/// <param name="Short">One sentence: tile, push, text message.</param>
/// <param name="Long">Two or three sentences: hero, e-mail, what the agent says.</param>
/// <param name="Button">A verb.</param>
internal sealed record Copy(string Title, string Short, string Long, string Button);
