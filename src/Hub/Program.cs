using SharingHub.Hub.Agreements;
using SharingHub.Hub.Audit;
using SharingHub.Hub.Disclosure;
using SharingHub.Hub.History;
using SharingHub.Hub.Hosting;
using SharingHub.Hub.Intake;
using SharingHub.Hub.Ledger;
using SharingHub.Hub.Members;

var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.WebHost.UseKestrelHttpsConfiguration();
builder.AddHosting();
builder.Services.AddHistory(builder.Configuration.GetConnectionString("Hub") ?? throw new InvalidOperationException("ConnectionStrings:Hub is not set: give the database's connection string."));
builder.Services.AddLedger();
builder.Services.AddMembers();
builder.Services.AddAgreements();
builder.Services.AddIntake();
builder.Services.AddDisclosure();

var app = builder.Build();
app.UseHosting();
app.MapMembers();
app.MapAgreements();
app.MapIntake();
app.MapDisclosure();
app.MapAudit();
app.Run();
