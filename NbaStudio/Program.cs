var builder = WebApplication.CreateBuilder(args);
var app = builder.Build();
app.MapGet("/", () => "NBA Studio");
app.Run();

public partial class Program;
