using System.Runtime.CompilerServices;

// Parts of the learner (gate, counts) are tested alone, without being public.
[assembly: InternalsVisibleTo("NbaStudio.Tests")]
