"""The ASGI application over the running parts."""

from starlette.applications import Starlette
from starlette.types import Lifespan

from api.graphql.persisted import trusted_in
from api.graphql.runtime.request_context import context_factory
from api.graphql.schema import SCHEMA
from api.http.app import Readiness, create_app
from api.http.auth import Verifier
from api.http.documents import Documents
from api.http.engine_files import EngineFiles
from api.http.explorer import Explorer
from api.http.face import PLAIN, Face
from api.readiness import readiness_of
from api.services import Services
from api.settings import Settings


def face_of(settings: Settings, explorer: Explorer | None) -> Face:
    """What the settings decide of the HTTP face; raises InvalidSettings."""
    folder = settings.trusted_documents
    documents = Documents(trusted_in(folder) if folder else {}, only=settings.trusted_only)
    return Face(settings.allowed_origins, documents, explorer)


def wired_app(
    services: Services,
    verifier: Verifier,
    lifespan: Lifespan[Starlette] | None = None,
    face: Face = PLAIN,
) -> Starlette:
    """What uvicorn serves. The services must run already, or be started by ``lifespan``."""

    async def readiness() -> Readiness:
        return await readiness_of(services)

    return create_app(
        SCHEMA,
        context_factory(services),
        services.limits,
        verifier,
        readiness,
        EngineFiles(services),
        lifespan,
        face,
    )
