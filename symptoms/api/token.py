"""The token that a write carries, for pages that were kept on a device and hold none."""

from django.middleware.csrf import get_token
from django.utils.crypto import salted_hmac
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from people.models import User
from symptoms.api.door import user_of


def code_of(user: User) -> str:
    """Tells the owner of a device from others who sign in on it, and says nothing about who they are."""
    return salted_hmac("alsweak.device", str(user.pk)).hexdigest()[:24]


class TokenSerializer(serializers.Serializer):
    token = serializers.CharField(help_text="For the X-CSRFToken header, with the cookie that comes along.")
    user = serializers.CharField(help_text="A code that is another for each person.")


class Token(APIView):
    """The token of this session. Refused to who is not signed in."""

    @extend_schema(responses=TokenSerializer)
    def get(self, request: Request) -> Response:
        response = Response({"token": get_token(request._request), "user": code_of(user_of(request))})
        response.headers["Cache-Control"] = "no-store"
        return response
